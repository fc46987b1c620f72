/** What the caller wants of the owner: come, decide, pay, listen, or nothing at all. */
import type { Concept } from '../phrases.ts'

export const purpose: Concept[] = [
  {
    name: 'the owner is needed at once',
    group: 'act',
    phrases: `
      what do|should|can i|we do, should i|we, shall i|we, do you want us|me to, want me|us to, can|
      could you|he|she|someone|somebody ~ come|get here|fetch|meet|collect, please come, come ~ now|
      immediately|quick|quickly|home|here|down|tonight|get, you|he|she|somebody|someone|parent need|
      needs|want|wants ~ to come|get|be here|know now, needs|need you|him|her here|now|to come|back,
      wants|want you|her|him there|here|now|at, asking for you|her|him|his|their, calling for you|
      his|her, need|needs a|an|your|his|her|the|you ~ yes|ok|okay|permission|approval|decision|
      signature|consent|go|say|answer|code|key|keys|password|sign|confirm|call, only|just he|she|you
      can|know|have|person|one, are you coming, is he|she coming, where are you, where is he|she,
      who can|do|else, how do i|we, on my own, by myself, alone, do not know what|who|how|where to,
      what to do, nobody else, no one else, the only number|one|person, last number, found|has|had
      your|this number, emergency contact, hurry, i am scared|afraid|frightened|begging, scared,
      frightened, crying, screaming, shaking, panicking, terrified, please pick up, please answer,
      pick up, she|he|they will not stop|wait|open|last|make, not here, is not here, are not here,
      did not show, no show, has not shown, not answering, does not answer, no answer, can not
      reach, can not hold|wait|stay|leave, can not move|stand|walk|get up|see|talk|speak|feel|get
      out|swallow|stop, will not budge|open|close|start|stop|let|move|come|turn|wake, otherwise, or
      else we|they|it`,
  },
  {
    name: 'for information only',
    group: 'fyi',
    phrases: `
      just so you know, just letting ~ know, letting you know, just ~ know, heads up, fyi, for your
      information, that is all, that is it, bye now, bye, cheers, have a good|great|nice|lovely,
      nothing for you, nothing to do, no action, no response, no reply, no need, never mind, anyway,
      lol, ha, haha, by the way, as usual, like we said, like the note said, as agreed, as planned,
      as discussed, as we discussed, on schedule, in the mail, in the post, by mail, by post, will
      mail, by email, in the email, in your inbox, on the website, online, letter will follow, see
      you in|on|then|there|at, sea you in, talk soon, speak soon, love you, all done, done and
      dusted, went through, was normal, are normal, looks good, look good, real good, is clear, was
      clear, all clear, negative, benign, nothing wrong, is grand, all grand, did great, did fine,
      did well, is eating, is resting, resting, passed, you can fetch|collect|pickup|book, pop in,
      pop by, come by any|when, any day, any time, at any time, feel free, if you like|want|fancy,
      if he|she likes|wants|fancies, let me|us know, are open, now open, open till|until|from, lost
      property, left her|his|your|their|a ~ here|behind|reception|property, was handed in, at
      reception, settling in, carry on with, keep doing what, thanks for, thank you for, says hi|
      hello, does not forget, do not forget, no hurry, visiting is, visiting hours, crossword, pie,
      pies, soup, festival, picnic, uniform, term, announcement, courtesy, annual, permits,
      cancelled this week, closed monday|tuesday|wednesday|thursday|friday|saturday|sunday|for, put
      back to, notes are, report is, statement, please fill, forms are, new portal, switching to,
      shred, mailed, could you rate, as you asked, like you asked, credited, credit is, in stock, on
      its way, only ringing|calling|me for, just ringing|calling|checking|wanted|a, moved ~ to, has
      been moved|changed|postponed|extended|adjourned, is delayed, were out of, swapped, left ~
      with|at|by|behind|on ~ neighbor|door|desk|porch|step|reception, gave it to, at the side door,
      by the side door, arrive tomorrow`,
  },
  {
    name: 'talk of money to be paid',
    group: 'money',
    phrases: `
      # dollars|pounds|euros|bucks|grand|quid, dollars, pounds, euros, pay|paid|pays|paying ~ fee|
      fine|bill|now|today|card|cash|online|deposit|balance|by, fee, fees, fine of, deposit, cash,
      money, payment, payments, balance, a card, credit card, debit card, withdraw, refund, voucher,
      investment, bank ~ account|worker|clerk|branch|details|teller, savings, pension, safe account,
      safe box, move ~ money|funds|savings, # thousand, thousand, thousands, million, moneypak,
      crypto, price, prices, priced, cost, costs, cheap, afford, loan, lawyer ~ money|pay|fee|
      thousand, need|needs|needing # ~ to, send|transfer|lend|wire|spare # ~, lend me, send me, chip
      in, ninety nine, needs|need|has|have to be paid, excess, bank app, to|give you|me the account,
      until|before ~ pays|paid|pay, # will do, just need|needs # ~ for, for the hotel|flight|ticket|
      visa, i will|can pay you back, pay|paid you back, small charge, there is ~ charge, met you on,
      on the app remember, my love`,
  },
  {
    name: 'asks to be alone with the owner',
    group: 'secrecy',
    phrases: `
      tell no one, tell nobody, speak to no one, speak to anyone, talk to anyone|anybody, do not
      hang up, stay on ~ line|call, do not call ~ police|cops|bank, listen carefully, do not tell,
      between us, confidential matter, do exactly, we want your help to catch, want your help to,
      help us catch, our courier, undercover, we have your daughter|son|child|wife, have kidnapped,
      ransom money`,
  },
]
