/** What happens to people: hurt, ill, missing, dying, in danger. */
import type { Concept } from '../phrases.ts'

export const harm: Concept[] = [
  {
    name: 'somebody is hurt',
    group: 'harm',
    phrases: `
      hurt|injured ~ badly|bad|seriously|himself|herself|themselves, @person ~ hurt|injured|wounded,
      badly hurt, broke|broken|fractured|dislocated|sprained|cracked|smashed|twisted ~ @body, hit ~
      head, cut ~ deep|badly|deeply|open|off|finger|hand, needs|need stitches, fell|fallen|falling
      off|down|from|through|over|out|into|and, @person ~ fell|fallen, had ~ fall, took ~ fall, bad
      fall, bleeding, blood everywhere|pouring, lot of blood, losing blood, hemorrhaging, burned|
      burnt|scalded ~ badly|arm|hand|face|herself|himself, electrocuted, electric shock, got
      shocked, hit by ~ @vehicle, struck by ~ @vehicle|lightning|tree|ball, run|ran over, knocked
      down|over|out|off|unconscious, bitten, dog bite, stung by, concussion, stabbed, shot, was
      attacked, been attacked, assaulted, beaten up, mugged, trapped, pinned under, crushed, stuck ~
      elevator|lift, drowning, drowned, nearly drowned, injury, injuries, nail|spike|glass|fork|
      splinter|knife|needle|screw ~ through|in ~ @body|foot, tooth|teeth ~ knocked|out|broken, split
      ~ @body|chin|lip|open, torn|ripped|sliced|gashed ~ open|off|apart, gash, deep cut, see ~ bone|
      white, bone ~ sticking|showing|out, came|come|went off|over ~ bike|ladder|horse|swing|swings|
      handlebars|roof|climbing|scooter|motorbike|stairs, bang|bump|knock on|to ~ head, bumped|banged
      ~ head, wrong way|angle, not straight, black eye, burn|burns on, chemical burn, acid on,
      caught in ~ machine|press|baler|belt|escalator|door, @body ~ caught|trapped|stuck|crushed|
      wrong, on a stretcher, limping, swollen ~ body, swelling`,
  },
  {
    name: 'somebody is gravely ill',
    group: 'harm',
    phrases: `
      not breathing, can not breathe|breath|breathing, trouble|difficulty|struggling|hard breathing|
      breathe, short of breath, gasping, choking, choked, turning blue, lips ~ blue, blue in the
      face, wheezing, asthma attack, unconscious, unresponsive, not responding|waking|moving, will
      not wake|respond|move|answer, passed out, fainted, blacked out, collapsed, collapse, keeled
      over, slumped, on the floor ~ not|can, can not get ~ up|move|stand, seizure, seizing,
      convulsing, convulsion, chest pain, heart attack, cardiac, having ~ stroke, had ~ stroke,
      stroke, face ~ drooping, slurring, slurred, can not feel ~ @body, allergic reaction,
      anaphylaxis, anaphylactic, epipen, swelled up, throat ~ closing|swelling, overdose, overdosed,
      poisoned, poisoning, swallowed ~ pills|battery|bleach|coin|something|magnet|whole, ate ~
      pills|poison, took ~ pills|whole bottle, insulin, blood sugar, diabetic, water broke, in
      labor, going into labor, contractions, gave birth, having the baby, baby is coming, bleeding,
      high fever, fever ~ hundred|#|high, fever of, temperature of, vomiting, throwing up, appendix,
      sepsis, pneumonia, meningitis, gone floppy|limp|grey|gray|blue|stiff|cold|white|quiet|pale|
      pasty|purple, went floppy|limp|grey|gray|blue|stiff|white|pale|purple, turned grey|gray|blue|
      white|purple, go|going purple|blue|grey|gray, as white as, white as ~ sheet, clammy, drenched
      in sweat, very drowsy, so sleepy, getting ~ sleepy, drank|drunk|drink ~ bleach|thinner|
      cleaner|bottle under|antifreeze|detergent|petrol|something, ate|eaten|eating ~ berries|
      mushroom|mushrooms|tablets|battery|chocolate|poison|nuts|peanut|cashew|soap, peanut|cashew|
      nut|bee|wasp|sting ~ swelling|swollen|throat|breathing|lips|face, lips|face|throat|tongue|eye
      ~ swelling|swollen|puffy|puffing|closing|drooping|dropped|drooped, welts, hives, rash ~
      spreading, high temperature, burning up, shaking all over, one side of, can not feel ~ side|
      legs|arm|hand|face, side of ~ face, words ~ jumbled|wrong|slurred|funny, talking nonsense|
      funny|gibberish, makes|making no sense, not making sense, does not know me|us|where|who|what,
      does not recognize|remember ~ me|us|who|where, fits, a fit, having ~ fit, blood clot, clot,
      bleed|bleeding on, a bleed, in distress, respiratory, will not stop bleeding|crying|shaking|
      screaming|vomiting, can not keep ~ down, threw up, thrown up, being sick, crowning, waters ~
      gone|broke|went, dilated, baby ~ heartbeat, caesarean, miscarriage, cramps, ectopic,
      twitching, foaming, foamy, disoriented, confused and, does not know where, delirious,
      dehydrated, heatstroke, heat stroke, hypothermia, serious condition, in pain, severe pain,
      terrible pain, lot of pain, screaming in, agony, critical condition, taken|turn ~ worse, gone
      downhill, getting worse, suicide, suicidal, kill himself|herself|myself|themselves, hurt
      himself|herself|myself, end ~ life, self harm, panic attack, baby|lips|he|she is blue|grey|
      gray|purple, the baby blue, took|taken|take|taking ~ pill|pills|tablet|tablets|medicine|dose
      twice|two|three|again|too|all|wrong, pills twice, wrong bottle, cleaning stuff|fluid|product,
      mouth|throat|tongue ~ burning|burns|numb|tingling, heart ~ boom|racing|pounding|fluttering|
      stops|stopped|stop, something|drug|drugs|pill in ~ drink|glass, spiked, slipping away,
      slipping fast, feel ~ swimmy|faint|strange|funny all, banged ~ head ~ sick, being sick, jumped
      from|off, went down at ~ mile`,
  },
  {
    name: 'a hospital is involved',
    group: 'care',
    phrases: `
      er-room, hospital, ambulance, ambulances, paramedic, paramedics, icu, intensive care, trauma,
      emergency surgery, surgery now|today|immediately, into surgery, operating room, for surgery,
      emergency operation, emergency department, urgent care, poison control, resus, resuscitation,
      theatre now, to theater, in theater, stroke ward|unit, burns unit, neonatal, crew ~ outside|
      with|here, asking for ~ priest, chaplain, fetch the family, family should come, family ~
      bedside, bedside, turning off ~ machine, switch off ~ machine, machine ~ off, intubate, blood
      transfusion, donor, anesthetist, anesthesia, went into, has taken ~ turn, took ~ turn,
      complication, complications, deteriorating, deteriorated, going down now|hill, not ~ last the
      day|night|journey|morning, will not last, make it through, matter of hours, rushed to, taken
      to ~ hospital|clinic, being taken, airlifted, life flight, admitted, admitting, ward, charge
      nurse, on life support, ventilator, called 911, calling 911, nurse, doctor, surgeon,
      physician, clinic, hospice, cardiology, pediatric, maternity, labor and delivery, attending,
      triage, consent for|to|before|form, need ~ consent, next of kin, emergency contact, blood
      type, allergies, health proxy, medical decision, power of attorney`,
  },
  {
    name: 'test results that cannot wait',
    group: 'care',
    phrases: `
      critical|abnormal|dangerous|dangerously result|results|level|levels|lab|labs|value|potassium|
      high|low, results ~ need|needs to|immediate, lab ~ critical|abnormal|urgent, stop taking, do
      not take, wrong medication|medicine|dose|prescription, right medication, ran out ~ insulin|
      inhaler|oxygen|medication, out of insulin|oxygen, donor, transplant, kidney ~ match|available,
      organ, drug interaction, not ~ taken|take together, can stop the heart, before ~ takes|take|
      dose|evening|next, wrong|right|correct label|strength|dose, labelled|label ~ daily|wrong|says,
      should be ~ point|weekly|half, have you|he|she ~ started it|taken it|had any, has he|she|the
      baby had any, start antibiotics, start ~ today, not ~ number ~ wait, can not be left, do not
      drive yourself, nothing to eat, must not eat, not eat a thing, brought forward, picked up ~
      wrong`,
  },
  {
    name: 'somebody is dying or dead',
    group: 'harm',
    phrases: `
      passed away, has died, just died, died ~ morning|night|today|hour, is dying, not going to make
      it, may not make it, might not make it, last rites, say goodbye, final hours, last hours, not
      much time, does not have ~ long, hours to live, through the night, death in the family, found
      dead, end of life`,
  },
  {
    name: 'somebody is missing',
    group: 'danger',
    phrases: `
      missing ~ child|boy|girl|person|since, went|gone missing, @child|@relative|student|resident|
      patient|he|she ~ missing, is missing, can not find ~ @relative|@person, has not come|returned|
      shown|arrived|made ~ home|back|school, i|we have|got|found ~ @child|lady|gentleman|man|woman|
      dog ~ here|with, found ~ boy|girl|child|toddler|lady|man|gentleman|wallet|passport|dog|phone,
      says ~ this is ~ number, this number ~ by heart|card|heart|inside|jacket|pocket|bracelet,
      your|her|his number ~ bracelet|card|pocket|phone|jacket, the last ~ number|dialed|called,
      never turned ~ up, never returned, missed the|her|his|last bus|train|ride, wrong stop|bus|
      train, on ~ ledge|bridge|roof ~ jump|edge, about to jump, going to jump, letters ~ goodbye,
      said goodbye, texted ~ goodbye, sounded like goodbye, not want to be here, left ~ note, will
      not open ~ door, locked ~ in ~ bathroom|room, following me|her|us, keeps circling, by himself|
      herself|themselves, all alone, nobody ~ with ~ him|her, cut off, drifted, adrift, capsized,
      aground, never came|arrived|showed|made|got ~ home|school|class|off|up, did not come home, not
      come home, disappeared, wandered off|out|away, ran away, run away, ran off, lost ~ @child,
      nobody ~ seen, no one ~ seen, not ~ seen since, got lost, is lost, kidnapped, abducted, took ~
      child, vanished, separated from, am|is ~ on the|a|this bridge|ledge|cliff|rails|tracks, tired
      of ~ all|living|everything, can not go on, hear ~ voice before, hear ~ voice one last, hear
      somebody, hear your voice, texted|wrote ~ help, then nothing, no sound from, no answer from ~
      room, chain is on, bolted from inside, do you know where he|she|they ~ is|was|are|going|went,
      way home, everything looks different, recovered ~ from ~ river|lake|reservoir|canal|sea, on
      the beach and, clothes|shoes ~ on the beach|shore|bank, lost the line with, lost contact, lost
      radio, mountain rescue, coastguard, coast guard, lifeboat, search and rescue, beacon, tide ~
      round|around|in|coming, hanging ~ tree|branch|ledge|cliff|rope, under ~ it|rubble|forklift|
      car|truck|tractor|ice, man|woman|boy|girl|someone|somebody under`,
  },
  {
    name: 'police about a person',
    group: 'police',
    phrases: `
      police, officer, sheriff, deputy, detective, sergeant, trooper, highway patrol, state patrol,
      precinct, constable, coroner, 911, been arrested, was arrested, got arrested, in custody, at
      the station, jail, welfare check, custody suite, under arrest, lockup, in the cells, cells,
      sectioned, need a parent, appropriate adult, next of kin, mountain rescue, coastguard,
      bailiffs, bailiff, immigration desk, return flight`,
  },
  {
    name: 'a crash',
    group: 'harm',
    phrases: `
      accident, car crash, crashed, crash on|near|at|involving, collision, wreck, wrecked, rear
      ended, pile up, rolled over, hit and run, in a ditch, off the road, spun out, t boned, head
      on, hit ~ tree|pole|deer|guardrail|wall|car|truck|bus, airbag, airbags, totaled`,
  },
  {
    name: 'an animal is hurt',
    group: 'harm',
    phrases: `
      @pet ~ hit|hurt|bleeding|injured|attacked|ate|eaten|collapsed|limping|swallowed|sick|dying|
      seizure|bloat, vet, veterinary, animal hospital, animal clinic, @pet ~ got out|loose|escaped|
      running|found|surgery, found ~ @pet, have your @pet, your @pet is, dogs ~ fighting, torn open,
      stood on glass`,
  },
]
