/** What happens to places and things: fire, water, gas, burglary, breakdown, outage. */
import type { Concept } from '../phrases.ts'

export const hazard: Concept[] = [
  {
    name: 'fire',
    group: 'hazard',
    phrases: `
      on fire, a fire, the fire ~ spreading|department|brigade|crew|truck|engine|alarm, caught fire,
      house|kitchen|grease|electrical|brush|apartment|building|wild|grass fire, fire in|at|on|next|
      inside|broke|started|has, flames, burning ~ building|house|smell|down, smell|smelling|smells ~
      smoke|burning|burnt, smoke ~ coming|pouring|from|in|under|everywhere|filling|out, smoke alarm|
      detector|alarms|detectors, fire alarm, fire department, firefighters, sparks, sparking,
      explosion, exploded, blaze, smoldering, wildfire, alight, in flames, ablaze, smoking|
      smouldering|smoldering, orange inside|glow, smells|smell of petrol|burning|plastic, petrol,
      hissing, fizzing, ticking, full of steam|smoke|gas|water, pressure ~ rising|red|past|up, in
      the red, gauge, overheat, too hot, hot to ~ touch, sliding, collapsing, caving in, giving way,
      bomb, spilled|spilt|leaking ~ acid|fuel|chemical|oil|chlorine|diesel|petrol, fumes, snapped
      cable, cable ~ snapped|fizzing|down, dam, levee, aftershock, evacuate, evacuated, evacuating,
      evacuation`,
  },
  {
    name: 'gas',
    group: 'hazard',
    phrases: `
      gas leak|leaking, smell|smells|smelled|smelling|odor|stink|stinks ~ gas|chemical|rotten, leak
      ~ gas, gas ~ smell|leak|leaking|odor, carbon monoxide, co|monoxide detector|alarm, gas
      company, gas line, propane leak, chemical spill, rotten egg|eggs`,
  },
  {
    name: 'water',
    group: 'hazard',
    phrases: `
      water ~ coming|pouring|dripping|running|everywhere|gushing|leaking|spraying|through|flooding|
      rising|ceiling|into|all over|shooting|main|under, pipe ~ burst|broke|broken|leaking|froze|
      frozen|bursting, burst ~ pipe|tank|main|hose|line, flooded, flooding, flood in|is, floods,
      leak|leaking|leaks|dripping|pouring ~ ceiling|through|into|from|down|under|roof|wall|floor|
      apartment|unit|kitchen|bathroom|boiler|heater|downstairs|upstairs|below|above|everywhere,
      ceiling ~ collapsed|leaking|dripping|sagging|caving|coming|fell|bulging|wet, sewage, backing
      up, backed up ~ toilet|sewer|drain|basement, overflowing, overflowed, soaked, inches of water,
      ankle deep, knee deep, shut off ~ water|valve|main, turn off ~ water|main, water heater ~
      burst|leaking|leak|exploded, water damage ~ now|your|below, @liquid ~ @home ~ now`,
  },
  {
    name: 'power, heat or structure',
    group: 'hazard',
    phrases: `
      no|without heat|heating|power|electricity|water, power ~ out|outage|line|lines|cut, tree ~
      fell|fallen|down|crashed|roof|leaning, fell ~ roof|house|car|driveway, roof ~ collapsed|blew|
      came|caving|off, wires|wire|cable ~ down|hanging|sparking|exposed, window ~ smashed|broken|
      shattered|open, door ~ wide open|kicked|smashed|broken|forced|ajar|unlocked|open, wide open,
      tornado, hurricane, earthquake, landslide, stuck in ~ elevator|snow|mud|lift, frozen pipe|
      pipes, boiler ~ out|broke|leaking|died|stopped, furnace ~ out|died|stopped|broke, left ~
      stove|oven|iron|tap|faucet|gas ~ on|running, crane ~ leaning|swaying|down|tipping, leaning
      over, roof ~ going|gone|lifting, plaster|ceiling ~ down|fallen, level|water|river rising,
      pumps ~ tripped|failed|off, sluice, hit ~ gas|water pipe|main|line, everybody|everyone ran,
      scaffold|scaffolding ~ down|collapsed|swaying, gone through the`,
  },
  {
    name: 'a crime under way',
    group: 'danger',
    phrases: `
      break in, broken into, broke into, breaking into, breaking in, burglar, burglary, burglars,
      intruder, prowler, robbed, robbery, being robbed, somebody|someone|stranger|man|men|guy ~ in|
      inside|into|around|at|outside ~ house|window|door|home|yard|garage|car, trying to get in,
      stolen, stole, stealing, theft, alarm ~ going|tripped|triggered|went|off|activated|company|
      activation|goes, alarm at, motion ~ sensor|detected|inside, security ~ alarm|breach|guard,
      threatening, threatened, following me|her|him|us, stalking, weapon, gun, knife, lockdown,
      active shooter, gunshots, shots fired, harassing, smashed ~ window|car|door|glass, vandalized,
      hit your|the ~ @vehicle, towing, towed, getting towed, tow ~ truck|car|your, lights on, your
      @vehicle is, blocking ~ driveway|road|exit|gate|garage|entrance|me|hydrant, rolled|rolling ~
      down|street|hill, horse|horses|cow|cows|cattle|sheep|pigs|bull|coos|pony ~ out|loose|escaped|
      road|railway|bypass|motorway|highway|interstate|track, cars are swerving, swerving, brakes ~
      gone|went|soft|failed|fail|not, wheel|wheels ~ loose|nuts|coming|off, masks, masked, i am
      hiding, hiding in|under|behind|across, in the wardrobe, someone|somebody downstairs|upstairs|
      in the house, let ~ in who, two men|guys|blokes|lads, to the cash machine|atm|bank now,
      throwing ~ things|stuff|clothes out|on|into, on ~ doorstep`,
  },
  {
    name: 'stranded or waiting',
    group: 'waiting',
    phrases: `
      stranded, locked out, locked ~ out|myself|herself|himself|outside|in, locked ~ keys, lost ~
      keys|passport|wallet, forgot ~ keys|passport|wallet, stuck ~ airport|station|road|highway|
      side|traffic|border|customs|outside|bathroom|room, flat tire, out of gas, dead battery, broke
      down, broken down, will not start, at|outside ~ your|the|front ~ door|gate|entrance|lobby|
      driveway|house|building|desk|dock, at ~ airport|terminal|arrivals|curb, in front of, in|at ~
      lobby|reception|driveway, downstairs, standing|waiting|sitting ~ outside|door|lobby|gate|
      airport|front|rain|cold|curb|here|reception|street|station|for you|for him|for her|for
      someone|you, nobody ~ here|pickup|answering|home|answer|came|to let|to sign|come|let|door, no
      one ~ here|pickup|answering|home|answer|came|to let|to sign|come, needs|need ~ signature|sign,
      buzz, buzzer, let ~ in|me in, gate code, door code, access code ~ building|gate|door, entry
      code, can not get in, can not find ~ entrance|address|door|house|building, my|the flight|
      plane|train|bus ~ landed|landing|leaves|leaving|cancelled|boarding|departs|delayed|taking off|
      canceled|diverted, just landed, boarding, missed ~ flight|connection|train|bus, no way ~ home|
      get, no ride, not ~ pickup, come get|and get|pickup, waiting for, which door|gate|entrance|
      floor|bay, who is taking it, who signs, hand to hand, i go in # minutes, i leave in #, nobody
      is home|in|answering, at the fountain|corner|back gate|side gate|loading, only kid left, last
      one left|here, plane is at #, train is at #, shredded and no, no spare`,
  },
  {
    name: 'a delivery now',
    group: 'delivery',
    phrases: `
      delivery, deliver, delivering, courier, driver, package, parcel, order ~ here|outside|door|
      food|groceries, doordash, uber, uber eats, instacart, grubhub, lyft, fedex, ups, dhl, usps,
      amazon, groceries, pizza, furniture, refrigerator ~ deliver, pallet, freight, forklift,
      truckload, drop ~ off, dropoff, movers, moving truck, florist, flowers, installer, technician
      ~ here|outside|door, plumber ~ here|outside|door, loading dock, perishable, medication
      delivery, concrete truck, taxi, cab, locksmith`,
  },
  {
    name: 'school or daycare',
    group: 'school',
    phrases: `
      school, daycare, kindergarten, preschool, nursery, principal, school nurse, teacher, camp,
      babysitter, nanny, sitter, school bus, class, field trip, playground, recess, aftercare, after
      school, coach, practice ~ over|ended|pickup|hurt, school office, front office, dismissal,
      elementary, middle school, high school, guidance counselor`,
  },
  {
    name: 'a family member',
    group: 'family',
    phrases: `
      your @relative, my @relative, our @relative, his @relative, her @relative, @relative in law,
      @relative`,
  },
  {
    name: 'an outage at work',
    group: 'outage',
    phrases: `
      @system ~ @down, all ~ users|customers|accounts|stores|shops|tills|screens|terminals ~ locked|
      down|dark|out|gone|frozen, wrong file|list|people|customers|accounts|blood|patient, everybody
      else's, other people ~ prescriptions|accounts|data|results, the press ~ got|has|have, reply
      all, replied all, every screen, full restaurant, nobody can ~ pay|log|work|print|check, can
      not pay|print|open|start|reach|access, no sound|signal|dial tone, still sending, wrong ~
      decimal, have stopped, is stopped, has stopped, shut ~ down ~ now|us|unless, shutting ~ down|
      us, recall, recalled, contaminated, melting, thawing, live instead, accounts ~ gone, gone
      from, in our ~ system, inside our|the system|network|mail, @system ~ not ~ working|responding|
      loading|up|going|processing, everything is down, all down, completely down, whole ~ down, went
      down, gone down, goes down, just died, fell over, outage, production ~ down|issue|incident|
      stopped|halted|failure|outage, incident, sev one|#, p one|#|zero, on call, oncall, pager,
      failover, rollback, roll back, data breach, breached, hacked ~ us|our|system|into, ransomware,
      ransom, intrusion, leaking data, leaked, losing data|orders|money|customers, data loss,
      corrupted, deleted ~ production|database|everything|table, customers can not|are|unable, can
      not ~ log in|process|take|check out|pay|ship, errors, error rate, alarms ~ red, certificate ~
      expired|expires, disk ~ full, overheating, temperature ~ rising|freezer|cooler|alarm|server,
      assembly line, line ~ stopped|down|halted, stopped working, stopped responding, is failing,
      spoil, spoiling, bad deploy, wrong ~ pushed|deployed, double charging, charging ~ twice,
      charged twice, wrong ~ decimal, decimal wrong, zero too many, too many zeros, each other's ~
      accounts|records|data, logged into each, everybody else results, ransom note, on every screen,
      terminals|tills|machines ~ stopped|frozen|dead|dark, inside our mail|system|network, invoices
      in your name, in your name right, emailed|sent ~ whole|entire|all ~ list|sheet|file|staff|
      everyone, salary|layoffs list|sheet, unblinded, turning into gibberish, gibberish names, files
      ~ encrypted|locked|gibberish|renamed, kicked out ~ students|users|customers, double booked,
      fridge|freezer ~ at # degrees, certificate ran out, no one is|nobody is looking, ticket is
      open, can not print, # dollars instead, people are buying, bin the lot, throw it all`,
  },
  {
    name: 'a deadline',
    group: 'deadline',
    phrases: `
      deadline, due ~ today|noon|#|tonight|hour|midnight|minutes|end of, by ~ end of ~ day|business,
      by noon|midnight|tonight|#|close|five, before ~ noon|midnight|closing|close|# today|they
      close|it closes|starts|deadline, closes ~ #|today|noon|hour|minutes, expires ~ today|noon|#|
      tonight|hour|midnight, cutoff, cut off ~ #|is, last chance to sign|file|submit, court ~ today|
      hour|#|morning|now|hearing|starts|minutes|waiting, hearing ~ today|starts|#|moved|judge, judge
      ~ waiting|wants|moved|ordered|is|asking, filing ~ due|today|noon|#, closing ~ today|#|hour|
      falls|noon|table|fall, offer expires, tender, bid ~ due|closes|#, signature ~ today|#|before|
      now|hour, sign ~ today|before|#|noon|now|within|hour, approve ~ today|before|now|#, approval ~
      today|before|now, meeting|interview|call|presentation|show|ceremony|wedding ~ starts|started|
      starting|in # minutes|waiting|begun|began, verdict is in, jury is, the jury, back in court, on
      the line this|now, goes to print, printing it, embargo broke, on air, is live, we are live,
      boarding closes, doors open ~ in, counter|gate|door|window|portal closes|shuts ~ in|at,
      closes|shuts|leaves|ends in|at #, until|till # only, only until|till|got, leave|leaves|leaving
      in #, off the table ~ at|by|in, walk away, will walk, ready to walk, in the lobby with, unless
      you ~ see|sign|answer|come|tell, is frozen ~ unless, frozen at ~ unless, everyone is waiting,
      are all waiting, all ~ waiting ~ you, supposed to be, on stage in, you are on in, goes live ~
      #|hour, going to press, payroll ~ today|not|noon|#|fail|failed, wire ~ today|cutoff|not, today
      or we lose, lose the ~ deal|house|contract|client, will fall through, falls through, fall
      through, moved up to, moved to today, rescheduled to today, you have|got # minutes|hours, you
      have|got half|quarter, half|quarter of|an hour to|left|or, minutes if you want, completion is,
      hearing is ~ today|this|now|at, until half|quarter past, it is ten to, goes at #, unless ~
      says|say|hear stop|no|from, we have to sell, brought forward, window closes, court # .,
      calling our names, usher, in|by # lots time, can see you until, admitted for another, has
      begun, it has started, are waiting in, in the zoom, before # or|unless, someone|somebody ~
      here by #, only you can`,
  },
]
