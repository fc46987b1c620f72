/** The languages that Twilio hears and speaks. */

/** https://www.twilio.com/docs/voice/twiml/gather#languagetags, spoken as well. */
export const BOTH = `
af-ZA am-ET ar-AE bg-BG bn-IN ca-ES cs-CZ da-DK de-DE el-GR en-AU en-CA en-GB en-IE
en-IN en-NZ en-US en-ZA es-ES es-MX es-US fi-FI fil-PH fr-CA fr-FR gu-IN he-IL hi-IN
hu-HU id-ID is-IS it-IT ja-JP kn-IN ko-KR lv-LV ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL
pl-PL pt-BR pt-PT ro-RO ru-RU sk-SK sr-RS sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN
zh-TW`

export const ONLY_HEARD = `
ar-BH ar-DZ ar-EG ar-IL ar-IQ ar-JO ar-KW ar-LB ar-MA ar-OM ar-PS ar-QA ar-SA ar-TN
az-AZ bn-BD en-GH en-KE en-NG en-PH en-SG en-TZ es-AR es-BO es-CL es-CO es-CR es-DO
es-EC es-GT es-HN es-NI es-PA es-PE es-PR es-PY es-SV es-UY es-VE et-EE eu-ES fa-IR
gl-ES hr-HR hy-AM jv-ID ka-GE km-KH lo-LA lt-LT mk-MK mn-MN my-MM nar-IQ ne-NP
pa-guru-IN si-LK sl-SI sq-AL su-ID sw-KE sw-TZ ta-LK ta-MY ta-SG ur-IN ur-PK uz-UZ
yue-Hant-HK zh cmn-Hans-CN cmn-Hant-TW zu-ZA`

/** https://www.twilio.com/docs/voice/twiml/say/text-speech */
export const ONLY_SPOKEN = `
ar-XA arb cmn-CN cmn-TW cy-GB de-AT en-GB-WLS fr-BE pa-IN yue-HK zh-CN zh-HK`
