/** When: at once, or at leisure; over, or only imagined. */
import type { Concept } from '../phrases.ts'

export const time: Concept[] = [
  {
    name: 'it is happening now',
    group: 'now',
    phrases: `
      now, immediately, this minute|second|instant|moment, as we speak, currently, at once, just
      happened, just now, just ~ happened, hurry, quickly, quick, fast, still ~ going|coming|
      bleeding|burning|running, minutes ago, # minutes, within ~ hour|minutes, in ~ # minutes, half
      an hour, in the next hour, next # minutes, an hour, # hours, before it|he|she|they, any
      minute|moment, running out of time, not ~ much time, every minute, every second, getting
      worse, spreading, on ~ way, on their way, just ~ got, just ~ found`,
  },
  {
    name: 'today',
    group: 'today',
    phrases: `
      today, tonight, this morning, this afternoon, this evening, by noon, by midnight, end of ~
      day, end of business, close of business, later today, before ~ close`,
  },
  {
    name: 'said to be urgent',
    group: 'claim',
    phrases: `
      urgent, urgently, emergency, urgency, critical, can not wait, cannot wait, very important,
      extremely important, life or death, life and death, time sensitive, serious, desperate, matter
      of ~ death, help, please help, need help, high priority, top priority`,
  },
  {
    name: 'no hurry',
    group: 'leisure',
    phrases: `
      no rush|hurry|pressure|urgency, not urgent|pressing, not ~ hurry|rush|urgent, not an
      emergency, not very|so|that|terribly|really important, nothing urgent|serious|important|major|
      pressing|bad|big|special, no big deal, not a big deal, no emergency, in no rush|hurry,
      whenever ~ chance|free|can|time|convenient|get|like|suits|home|around|moment|want, when ~ get|
      has|have ~ chance|time|moment|minute, at ~ convenience|leisure, some|any time next|this|in|
      that|over|after, some time, some day, sometime, one of these days, can wait, could wait, not
      in a, it can wait, take ~ time, when ~ free, when ~ is free|around|back|available|has time, at
      some point, eventually, down the road, in the future, by the end of ~ month|week|year, later
      this week|month, next week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|
      sunday|spring|summer|fall|winter|semester|quarter|season, in ~ # weeks|months|days, a few
      weeks|days|months, couple of weeks|days|months, this weekend, the weekend, end of the month,
      over the weekend, this summer, the holidays, over the holidays, by friday|monday, on friday|
      monday|tuesday|wednesday|thursday|saturday|sunday, tomorrow ~ fine|okay|works|is|would, or
      tomorrow, next time, slow day, before the end of the year, does not need to be, does not have
      to be, not today`,
  },
  {
    name: 'it is over',
    group: 'resolved',
    phrases: `
      can see|walk|eat|hear|talk|drive ~ again, had ~ done and, fixed now, is fine, are fine, all
      fine, was fine, okay now, is okay, are okay, all okay, alright now, all right now, all good,
      doing well, doing great|good|better|fine|much, feeling better|good|fine|great, is better, much
      better, all better, back up, back online, up again, working again, back to normal, back home,
      home now, is home, out of hospital, discharged, recovering, recovered, recovery, all sorted,
      sorted out, sorted itself, all set, taken care of, under control, got fixed, is fixed, was
      fixed, been fixed, already fixed, resolved, cleared up, all clear, false alarm, no harm,
      nobody ~ hurt, no one ~ hurt, nothing ~ damaged|broken|happened|wrong, not hurt, no damage, no
      injuries, was just|only a ~ drill, just a drill, only a drill, drill, turned out ~ fine|
      nothing|okay|be, over now, it is over, passed now, no longer, went well, ended well, safe and
      sound, got home|back|through ~ safe|safely|fine|okay, stopped now, film, filming, shooting ~
      film|movie|scene, ignore it, is lit ~ wine|open|come, wine is, snoring, on my lap, seen to,
      dashboards, all green, green since, stock count, took the other, bossing, let me out ~ early,
      come off on its own, tell you ~ tonight|sunday|weekend|when, loads of time, plenty of time, so
      proud, i am ~ proud, sleeping through, can you believe, settled in, gone down, came through,
      pulled through ~ well|fine, right as rain, on the mend, up and about, behaving itself, back
      at|to work|school|normal, is|are|was back, back on, on again, warm again, working now|fine,
      open again, on the ward and, out of the woods, laughed, laughing about, had a laugh, what a
      laugh, dancing again, eating again, walking again, made a friend, awake and ~ joking|eating|
      talking|asking, is asleep now, sleeping soundly, in the end it|he|she|they|we|all|everything,
      turns out, turned out, it was only|just|nothing, was only|just a|the|my|about|air|wind, came
      back clean|clear|fine|normal|negative|good, reset it, put it out already, has been put out,
      got it sorted, all over now, we won, in order, without a hitch, went smoothly, smoothly, no
      problems, no problem, no trouble, nobody drowned|died|got, is closed now, incident is closed,
      root cause, withdrew, forget i called, never mind, do not fret, do not panic everything, was
      for next door, not us, next door the whole, he|she|they|it|everyone|we are|is safe now, landed
      safe|safely|fine, good news, great news, happy to say, glad to say, is|are|was|very|so
      pleased, delighted, lovely, thank god ~ fine, i have|had stood|put them|it up, no need to ~
      worry|call|do|come|rush, nothing to worry, do not worry, not to worry, nothing you need|have,
      do not need ~ to do anything, found him|her|them|it safe, survived, good as new, panic over,
      scare over, found him|her|it at, at his|her mate|friend ~ house, everyone|everybody|all ~
      fine|safe|okay|sound, shooed, all there, i counted, all accounted for, good as gold,
      peacefully, passed peacefully, nothing to come, nothing anybody|anyone needs, note ~
      windscreen|windshield, burnt|burned toast|popcorn|dinner, set it off cooking, the service was,
      the funeral was, sat with ~ tea, panicked for nothing, over nothing, fuss about nothing, got ~
      bleeding|fire|leak|water stopped|out|off, been stitched, stitched up|and, sent home, only
      ringing|calling so, all normal, is|are normal, no further action, second|another ~ picked|
      pickup ~ up, at the usual time, home at the usual`,
  },
  {
    name: 'it was long ago',
    group: 'past',
    phrases: `
      last week|month|year|winter|summer|spring|night|fall|monday|tuesday|wednesday|thursday|friday|
      saturday|sunday|time, the other day|week|night, # weeks|months|days|years ago, weeks|months|
      years|days ago, a while ago|back, a few ~ ago, a couple ~ ago, back in, years back, long ago,
      yesterday, recently had, when i was, remember when, remember the, used to, ever since, long
      time no`,
  },
  {
    name: 'only imagined',
    group: 'imagined',
    phrases: `
      what would you do, would happen if, would you know, what if, in case ~ emergency|fire|of, just
      in case, imagine, could be|happen|save|cost|burst, have you ever, did you know, do you know
      what|how, if you ever, if ~ ever ~ need, are you prepared, be prepared, are you protected,
      prepare for, protect|protects|protecting ~ your|family|home, protection, prevent, preventive,
      prevention, before it is too late, before it happens, like the one|in, a movie, the movie, the
      game, video game, the show, tv show, a novel, a book, my novel, my book, pretend, role play,
      roleplay, hypothetical, hypothetically, an episode, a play, a scene, a character, rehearsal,
      practice drill, training exercise, an article, a dream, a joke, just|only|are|am|not kidding,
      prank, evacuation|fire|safety exercise|drill|plan|training`,
  },
]
