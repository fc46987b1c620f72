/** The voices that Twilio speaks with: https://www.twilio.com/docs/voice/twiml/say/text-speech */

/** Of Amazon Polly, by language: the name, then in which engines it is, Standard, Neural, Generative. */
export const POLLY = `
en-US Danielle:NG Gregory:N Ivy:SN Joanna:SNG Joey:SN Justin:SN Kendra:SN Kevin:SN Kimberly:SN Matthew:SNG Ruth:NG Salli:SN Stephen:NG
en-GB Amy:SNG Arthur:N Brian:SN Emma:SN
en-AU Nicole:S Olivia:NG Russell:S
en-IN Aditi:S Kajal:NG Raveena:S
hi-IN Aditi:S Kajal:NG
en-IE Niamh:N
en-NZ Aria:N
en-ZA Ayanda:NG
en-GB-WLS Geraint:S
cy-GB Gwyneth:S
es-ES Conchita:S Enrique:S Lucia:SNG Sergio:NG
es-MX Andres:NG Mia:SN Mía:G
es-US Lupe:SNG Miguel:S Penelope:S Pedro:NG
de-DE Daniel:NG Hans:S Marlene:S Vicki:SNG
de-AT Hannah:N
fr-FR Celine:S Lea:SNG Mathieu:S Remi:N Rémi:G
fr-CA Chantal:S Gabrielle:N Liam:N
fr-BE Isabelle:N
it-IT Adriano:N Bianca:SNG Carla:S Giorgio:S
pt-BR Camila:SN Ricardo:S Thiago:N Vitoria:SN
pt-PT Cristiano:S Ines:SN
nl-NL Laura:N Lotte:S Ruben:S
nl-BE Lisa:N
da-DK Mads:S Naja:S Sofie:N
sv-SE Astrid:S Elin:N
nb-NO Ida:N Liv:S
fi-FI Suvi:N
pl-PL Ewa:S Jacek:S Jan:S Maja:S Ola:N
ro-RO Carmen:S
ru-RU Maxim:S Tatyana:S
tr-TR Burcu:N Filiz:S
is-IS Dora:S Karl:S
ja-JP Kazuha:N Mizuki:S Takumi:SN Tomoko:N
ko-KR Seoyeon:SN
cmn-CN Zhiyu:SN
yue-CN Hiujin:N
arb Zeina:S
ar-AE Hala:N Zayd:N
ca-ES Arlet:N`

/** Of Google, by language: the kind, then its letters; those of Chirp 3 have names. */
export const GOOGLE = `
af-ZA Standard:A
am-ET Standard:AB Wavenet:AB
ar-XA Chirp3-HD Standard:ABCD Wavenet:ABCD
bg-BG Standard:AB
bn-IN Chirp3-HD Standard:ABCD Wavenet:ABCD
ca-ES Standard:AB
cmn-CN Chirp3-HD Standard:ABCD Wavenet:ABCD
cmn-TW Standard:ABC Wavenet:ABC
cs-CZ Standard:AB Wavenet:AB
da-DK Neural2:DF Standard:ACDEFG Wavenet:ACDEFG
de-DE Chirp3-HD Neural2:ABCDFGH Standard:ABCDEFGH Wavenet:ABCDEFGH
el-GR Standard:AB Wavenet:AB
en-AU Chirp3-HD Neural2:ABCD Standard:ABCD Wavenet:ABCD
en-GB Chirp3-HD Neural2:ABCDFNO Standard:ABCDFNO Wavenet:ABCDFNO
en-IN Chirp3-HD Neural2:ABCD Standard:ABCDEF Wavenet:ABCDEF
en-US Chirp3-HD Neural2:ACDEFGHIJ Standard:ABCDEFGHIJ Wavenet:ABCDEFGHIJ
es-ES Chirp3-HD Neural2:ABCDEFGH Standard:ABCDEFGH Wavenet:BCDEFGH
es-US Chirp3-HD Neural2:ABC Standard:ABC Wavenet:ABC
eu-ES Standard:AB
fi-FI Standard:AB Wavenet:AB
fil-ph Neural2:AD
fil-PH Standard:ABCD Wavenet:ABCD
fr-CA Chirp3-HD Neural2:ABCD Standard:ABCD Wavenet:ABCD
fr-FR Chirp3-HD Neural2:ABCDEFG Standard:ABCDEFG Wavenet:ABCDEFG
gl-ES Standard:AB
gu-IN Chirp3-HD Standard:ABCD Wavenet:ABCD
he-IL Standard:ABCD Wavenet:ABCD
hi-IN Chirp3-HD Neural2:ABCD Standard:ABCDEF Wavenet:ABCDEF
hu-HU Standard:AB Wavenet:A
id-ID Chirp3-HD Standard:ABCD Wavenet:ABCD
is-IS Standard:AB
it-IT Chirp3-HD Neural2:ACF Standard:ABCDEF Wavenet:ABCDEF
ja-JP Chirp3-HD Neural2:BCD Standard:ABCD Wavenet:ABCD
kn-IN Chirp3-HD Standard:ABCD Wavenet:ABCD
ko-KR Chirp3-HD Neural2:ABC Standard:ABCD Wavenet:ABCD
lt-LT Standard:AB
lv-LV Standard:AB
ml-IN Chirp3-HD Standard:ABCD Wavenet:ABCD
mr-IN Chirp3-HD Standard:ABC Wavenet:ABC
ms-MY Standard:ABCD Wavenet:ABCD
nb-NO Standard:ABCDEFG Wavenet:ABCDEFG
nl-BE Standard:ABCD Wavenet:ABCD
nl-NL Chirp3-HD Standard:ABCDEFG Wavenet:ABCDEFG
pa-IN Standard:ABCD Wavenet:ABCD
pl-PL Chirp3-HD Standard:ABCDEFG Wavenet:ABCDEFG
pt-BR Chirp3-HD Neural2:ABC Standard:ABCDE Wavenet:ABCDE
pt-PT Standard:ABCDEF Wavenet:ABCDEF
ro-RO Standard:AB Wavenet:AB
ru-RU Chirp3-HD Standard:ABCDE Wavenet:ABCDE
sk-SK Standard:AB Wavenet:AB
sr-RS Standard:A
sv-SE Standard:ABCDEFG Wavenet:ABCDEFG
ta-IN Chirp3-HD Standard:ABCD Wavenet:ABCD
te-IN Chirp3-HD Standard:ABCD
th-TH Chirp3-HD Neural2:C Standard:A
tr-TR Chirp3-HD Standard:ABCDE Wavenet:ABCDE
uk-UA Standard:A Wavenet:A
vi-VN Chirp3-HD Neural2:AD Standard:ABCD Wavenet:ABCD
yue-HK Standard:ABCD`

/** https://cloud.google.com/text-to-speech/docs/chirp3-hd */
export const CHIRP =
  'Achernar Achird Algenib Algieba Alnilam Aoede Autonoe Callirrhoe Charon Despina Enceladus Erinome Fenrir Gacrux Iapetus Kore Laomedeia Leda Orus Puck Pulcherrima Rasalgethi Sadachbia Sadaltager Schedar Sulafat Umbriel Vindemiatrix Zephyr Zubenelgenubi'

/** Twilio's own, each in a few languages. */
export const BASIC = ['man', 'woman', 'alice']
