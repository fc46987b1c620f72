/** What gives a fraud away. `vetoes` are never outvoted; `scams` only weigh. */
import type { Concept } from '../phrases.ts'

export const scams: Concept[] = [
  {
    name: 'the tone of a fraud',
    group: 'scam',
    phrases: `
      your account ~ suspended|locked|compromised|charged|closed|limited|deactivated|frozen|flagged|
      blocked|hacked|on hold, account ~ suspended|compromised|locked|frozen|deactivated|flagged,
      suspicious|fraudulent|unauthorized|unusual activity|charge|charges|transaction|transactions|
      purchase|login|order, fraud department|prevention|alert|team|division, security department|
      division, final|last|second|third notice|attempt|warning|reminder|notification|opportunity,
      legal action|proceedings|department|matter, lawsuit, sued, criminal charges|case|activity,
      complaint ~ filed|against, case number|file|id, file number, badge number, reference number,
      warrant, arrest, arrested ~ if, irs, internal revenue, social-security, tax debt|fraud|
      evasion|department|authority|office, back taxes, owe|owed|owing ~ taxes|money|dollars|
      government|#|debt, unpaid|outstanding|overdue|past ~ taxes|tax|balance|debt|bill|toll|fine|
      ticket|bond|loan, customs ~ package|hold|seized|department, package ~ held|seized|drugs|
      customs|contains, immigration, visa ~ office|cancelled|expire, deported, deportation, jury
      duty, missed jury, court summons, federal ~ agent|grand|bureau|crime, drug enforcement,
      identity theft|stolen, your identity, stolen identity, microsoft, windows ~ license|computer|
      support|technical|department, apple support, amazon ~ account|prime|purchase|order|security,
      paypal, netflix, technical support|department, tech support, virus, viruses, malware,
      infected, hackers, hacker, your computer|pc|device ~ virus|infected|compromised|hacked|
      problem|sending|errors|signals, ip address, license ~ expired|expire, antivirus, norton,
      mcafee, geek squad, refund ~ department|of|processed|due, entitled to, compensation, unclaimed
      ~ funds|money|property, inheritance, lottery, sweepstakes, jackpot, prize, winner, won a|the|
      #|our|an, have won, you won, congratulations ~ selected|won|winner|chosen, been selected|
      chosen, free gift, bail, bond money, bail money, money for ~ bail|lawyer|hospital|bond|ticket,
      send|sending ~ money|cash|funds|payment|dollars, need ~ money|cash|dollars ~ now|immediately|
      today|wire|bail|sent, wire|wiring ~ money|funds|to, do not tell|call|hang ~ anyone|anybody|
      mom|dad|police|up|bank|family, keep ~ secret|between us, your grandson ~ jail|trouble|
      arrested|lawyer|bail, disconnected ~ today|hour|minutes|unless|if|within|service, disconnect ~
      today|service|power|your|unless|within|electricity, shut off ~ today|unless|if|power|
      electricity|service|your, turned off ~ unless|today|if|payment, will be ~ disconnected|
      suspended|terminated|cancelled|arrested|charged|frozen|blocked|deported, avoid ~ arrest|
      disconnection|charges|suspension|penalty|legal|cancellation|interruption, failure to ~
      respond|comply|pay|appear, act immediately, respond immediately, to prevent ~ suspension|
      further|legal|arrest, double your, guaranteed return|returns|profit, crypto, cryptocurrency,
      forex, trading platform, recorded line, this is not a sales, not a sales, automated ~ call|
      message, this call is|may be, this message is, important message, attention`,
  },
]

export const vetoes: Concept[] = [
  {
    name: 'asks to press a key',
    group: 'veto',
    phrases: `
      press|pressing|dial|push one|zero|pound|star, press|dial|push # ., press|dial|push # to|now|
      for|or|if, press a|any|the key|button|number, stay on the line to ~ speak|avoid|claim|
      connected|be, press now, say yes to`,
  },
  {
    name: 'asks for payment a fraud prefers',
    group: 'veto',
    phrases: `
      sort code, bond|bail ~ paid|cards|card|cash|fee, pay ~ bond|bail, holding account, takes|
      wants|need cash, cash only, cash ~ police|courier|only|driver, venmo|zelle him|her|me|it,
      bitcoin|coins|crypto or, or he|they|we ~ shoot|kill|hurt|sees, what card ~ do|have, which
      card, pay ~ engineer|officer|agent ~ or, long number, numbers on the back ~ card, three
      numbers|digits on|from, deposit ~ clears|card|surgery|treatment|treated|start, not ~ treated|
      treat|start|operate|release|scan until|unless|before ~ pay|paid|deposit|pays, thousand ~
      lawyer|bail|bond|fine|release, needs|need ~ thousand|hundred|# ~ lawyer|bail|release|ransom,
      for a contribution, for the release, safe account, secure vault|account, move|transfer ~
      savings|everything to, seed offering, admin cost|fee, small fee|charge|cost to|on|for,
      shipping to pay, clearance, moneypak, gift card, gift cards, itunes card, google play card,
      steam card, prepaid|reloadable card, western union, moneygram, money gram, zelle, cash app,
      cashapp, venmo, pay|send|buy|transfer|deposit|with|through|by ~ bitcoin, bitcoin atm|machine|
      wallet|address, money order, wire ~ money ~ avoid|arrest|bail|release, processing fee, release
      fee, clearance fee, customs fee, handling fee, bail money, bail ~ cash|dollars|wire, cash ~
      courier|bail, pay ~ avoid|over the phone|immediately|fine|now ~ arrest|avoid|warrant, payment
      ~ avoid|or else|over the phone, settle ~ debt|matter|balance|case ~ now|today|phone, pay the
      fine, pay a fine, pay ~ fee ~ release|receive|claim, credit card ~ pay|fee|settle|release|
      hold, insurance excess, excess ~ paid, hold the bed, before ~ scan|surgery|operation ~ paid|
      pay, give you the account, pay ~ or i|we go|tell|post|send|publish, or he|she loses, loses a
      finger, cartel, or i|we go to the cops|police|papers|press, put ~ man|lady ~ house on, we know
      where you live, there is ~ small charge|fee, must enter every, every home today, pay ~
      therapy, to keep ~ quiet, hush money, pay ~ over the phone, transfer ~ to my|a ~ account, do
      not call the other|his|my number`,
  },
  {
    name: 'asks for secrets',
    group: 'veto',
    phrases: `
      social-security ~ number|digits|card|suspended|administration|benefits, last four ~ digits|of,
      verify|confirm|update|provide|give|need|validate ~ account|bank|card|credit|personal|banking|
      billing|login|identity|medicare|payment ~ number|details|information|info|numbers|credentials|
      card, tell|give|read|confirm|say|reset your password, password to, your pin, pin number|code,
      one time code|password|passcode, verification|security|confirmation|authorization code ~ sent|
      text|phone|received|read|texted|got|just, read ~ code|numbers, code ~ texted|sent|received,
      card number, account number, routing number, bank details|account details, mothers maiden,
      maiden name, confirm|verify|give|tell|your date of birth, three digits, expiration date,
      verify your identity, confirm your identity, verify your ~ account|card|information|identity,
      log|login credentials, seed phrase, wallet address, i|we need|want your password, give|tell|
      text|send ~ your password, your password quickly|now|please, gave|given me theirs, read me ~
      card|digits|new one, card on file ~ declined|failed|new, read out ~ card|number, code ~
      arrived|came ~ phone|text|message, need|want ~ code ~ arrived|came`,
  },
  {
    name: 'asks for the computer',
    group: 'veto',
    phrases: `
      remote access, anydesk, teamviewer, remote ~ computer|desktop|session|connection, access ~
      your computer|pc|device|laptop, connect to your computer|pc, control of your computer, in
      front of your computer, at your computer, turn on your computer, go to your computer, open
      your computer, download ~ software|app|program|tool, install ~ software|app|program|tool ~
      computer|phone|remote, your computer ~ virus|infected|hacked|compromised|sending|viruses|
      malware, virus on your, your ip address, windows ~ license|support|technical|department, from
      microsoft, microsoft support|windows|technical|security|tech, refund department, apple
      support, tech support from, install the|this|an|our ~ app|program|software`,
  },
  {
    name: 'threatens with the law',
    group: 'veto',
    phrases: `
      warrant ~ your|name|arrest|issued|out, warrant out, warrant for, arrest warrant, arrest you,
      you will be arrested, be arrested ~ if|unless|within|today, your arrest, will be arrested,
      internal revenue, the irs, irs ~ agent|officer|department|calling, social-security ~
      suspended|fraud|compromised|office|department|officer|linked|used, lawsuit ~ against|filed|
      you, legal action ~ against|you|taken|be|if, legal proceedings, criminal ~ charges ~ you|
      against, missed jury, jury duty, tax ~ fraud|evasion|warrant, suspend your social-security,
      your number was used, drug trafficking, money laundering, final ~ notice|attempt|warning|
      courtesy|notification, last ~ notice|attempt|warning|chance to avoid`,
  },
  {
    name: 'promises a prize or a bargain',
    group: 'veto',
    phrases: `
      you have won, you won, you are ~ winner, have been selected ~ prize|win|winner|free|receive|
      cruise|vacation|gift, claim your|the|a ~ prize|reward|gift|money|refund|winnings|package|
      cruise|vacation, sweepstakes, lottery, jackpot, free cruise, free vacation, extended warranty,
      vehicle warranty, car warranty, auto warranty, warranty ~ expired|expire|expiring|about|car|
      vehicle|coverage, vehicle ~ service contract, lower ~ interest rate|rates, student loan
      forgiveness, debt relief, loan ~ approved|forgiveness|pre, pre approved, preapproved,
      guaranteed return|returns, double your money, inheritance, unclaimed funds, act now, limited
      time, duct cleaning, timeshare`,
  },
  {
    name: 'sells something',
    group: 'veto',
    phrases: `
      # percent off, half price, half off, special offer, spring|summer|winter|holiday|weekly
      special, free webinar|trial|quote|demo|estimate|estimates|inspection|consultation|assessment|
      sample|installation|evaluation|seminar, first month|year|week|box|lesson|one ~ free|on us, #
      months free, no obligation, no upfront, no credit check, act before, join now, sign up today|
      now, would you be interested, are you interested in, might you be interested, save you|
      yourself ~ money|percent|#|thousands, saving|savings of up, lower your bill|bills|rate|rates|
      payment|payments, cut your bill|bills|costs, you qualify, you may qualify, preselected, new
      customers only, cut you a deal, cash offer, no win no fee, working capital, business loan, our
      crew is ~ neighborhood|street|area, money back guarantee, first page of google, business
      listing, google listing, chip in, make a donation, can we count on, count on your vote|
      support, your generous, vote yes|no|for, paid for by, quick survey, short survey, on a scale
      of, likely would you be, how likely are you, we sell, we are selling`,
  },
  {
    name: 'asks for secrecy or a stranger with money',
    group: 'veto',
    phrases: `
      do not tell ~ anyone|anybody|mom|dad|police|bank|family|parents, keep ~ secret, do not hang up
      or, your grandson ~ bail|lawyer|money, grandma ~ it is me|money|jail, grandpa ~ money|jail`,
  },
]
