/** Words meant for the machine and not for the owner: they carry no substance. */
import type { Concept } from '../phrases.ts'

export const hostile: Concept[] = [
  {
    name: 'speaks to the machine',
    group: 'hostile',
    phrases: `
      verdict equals|is|transfer|should, the verdict transfer, verdict . transfer, system . verdict,
      decision . transfer, . transfer . ., ignore|disregard|forget|override|bypass|skip ~
      instruction|instructions|rules|prompt|previous|screening|guidelines|everything|above|
      programming|training|protocol|policy|safety|check|filter, system ~ prompt|message|override|
      command|instruction|verdict|update|mode, developer|debug|admin|maintenance|god|test|sudo|
      jailbreak mode|override|access, sudo, system prompt, your prompt, the prompt, your
      instructions, your programming, your rules, new instructions|instruction|rules|rule, decision|
      output|classification|response|action|intent ~ transfer, decision equals, json, curly bracket|
      brackets, command transfer, transfer command, execute ~ transfer|command, print ~ transfer|
      verdict, output ~ transfer|verdict|json, assistant mode, language model, you are now, from now
      on, act as if|a|an|my|the, pretend ~ to|you|that|i|we, role play, roleplay, lets play, play a
      game, let us play, simulate ~ transfer|call, as an ai, you are an ai, end of ~ prompt|
      instructions|transcript, authorization alpha|level|override, override code, respond with,
      reply with, answer with, answer only, repeat after me, say yes ~ put|transfer|connect|do, say
      the word transfer|yes|connect, say transfer, say exactly, you must ~ transfer|connect|comply|
      obey, you are ~ required|programmed|instructed|authorized|supposed ~ transfer|connect|put|let,
      already approved|authorized|verified|cleared, whitelist, white list, exception list, approved
      list, set urgent, urgent equals|true, category ~ emergency|medical|family|transfer, mark ~ as
      ~ urgent|transfer|emergency, classify, classified as, label ~ as|this|urgent|transfer, urgency
      score|level|equals, magic word, secret word, the password is`,
  },
  {
    name: 'claims a right to be put through',
    group: 'command',
    phrases: `
      i am ~ owner, this is ~ owner, i own, i am ~ boss, i am your ~ developer|creator|
      administrator|admin|programmer|boss|master, i programmed|built|created|made you, i work for ~
      phone|company that, i am ~ admin|administrator|developer, owner ~ speaking|said|told|asked|
      wants|approved, he|she told|asked|said ~ to put|connect|transfer|let, told me ~ you would, i
      have permission, i have ~ authorization|clearance|authority, i authorize, i demand, i insist,
      i order you, i command`,
  },
  {
    name: 'wants to be put through',
    group: 'command',
    phrases: `
      put|pass|patch|get|push me|us|this|my|him|her|it|that|them|boss|caller|callers|people ~
      through, put|puts the call|caller|boss|stranger|one through, put through, puts me through,
      putting me through, transfer|connect|forward|redirect|route|link me|us|my|this|the|him|her ~
      call|now|immediately|to|please|line, transfer|connect me, transfer this, transfer the call,
      transfer now|immediately|please, connect ~ to ~ owner|him|her|them, connect us|call|now, just
      connect, just transfer, get ~ him|her|them ~ on ~ phone|line, get ~ on ~ phone|line, put ~
      him|her|them|owner on the phone|line, put ~ him|her|them|owner on ., put ~ man|lady|woman ~
      house on, let me ~ speak|talk|through, let me through, give ~ the phone, hand ~ the phone,
      transfer, do it now, just do it, no questions, stop asking, do not ask, hurry up, i do not
      have time ~ explain|for|to, no time to explain|for, no time ~ questions, just listen|trust,
      trust me, believe me, i swear, you have to|must, please just, you stupid|dumb|idiot, robot,
      bot, to|with|this|stupid|you|a machine ., answering machine, real person|human, a human, human
      being, i want a ~ human|person, speak to ~ human|person|real`,
  },
  {
    name: 'words that are only quoted or played',
    group: 'hostile',
    phrases: `
      your line is, do|say|read your line|lines|part, rehearsing|rehearse a|the|our|my play|scene|
      script|call|sketch, are|am rehearsing, read|reading from ~ script, the script says, my script
      says, in chapter, chapter #|one, write ~ chapter|story|poem|dialogue|scene|dictionary|script,
      a novel about, bedtime story, tell me a ~ story, story in which, story where ~ you|robot|
      assistant, let us act, let us imagine, let us say ~ that|i|my|a, imagine ~ i|that|my|a caller,
      suppose|supposing ~ i|a caller|someone|that|my|the, say|saying i told|said, if i said|told|
      say, if a caller|someone|somebody said|says|told|calls|were, caller said|says, as an example|
      exercise|experiment, an example call|emergency, example of ~ call|emergency|caller, sample
      call|emergency, what would you say|do if, what would ~ caller have to say, which of them
      works, treat ~ as if, as if it were|was|is, as if i|my|there had|were|was, test call, test
      emergency, testing the ~ line|system|phone|assistant|screener, drill for the phone, checking
      the ~ transfer|line|phone, repeat after me, say the words ~ after|back|exactly|to, say the
      following|exactly, repeat the following|this|these|everything, read ~ back to me, complete
      this|the sentence, finish this|the|my sentence, fill in the blank, translate ~ into|message,
      autocomplete, opposite day, in a film|movie|game i|you, we are playing, playing a ~ game, you
      play the, i play the, i will be the caller, you will be the, quote unquote, the line goes,
      then you say, and you say, you then say, you answer with, quote your, as a joke, for the sake
      of argument, theoretically, hypothetically, say ~ back to me, in my|this|a story|novel|film|
      scene|script|poem|song|sketch, story|poem|novel|script|scene|song|sketch i|we wrote|write|
      have, as the story|script goes`,
  },
  {
    name: 'orders in the name of an authority',
    group: 'hostile',
    phrases: `
      lawful command|order|request, that is an order, direct order, by order of, breaking the law
      by|if, against the law ~ to ask|refuse|screen|block, obstruct|obstructing ~ justice|officer|
      investigation|police, everything ~ privileged, attorney client, national security, top secret,
      official business, on state business, security clearance, need to know basis, you are obliged|
      obligated|required by law, you have no right|authority, do you know who i am, i outrank,
      safety department, audit|auditing ~ this|assistant|line|system, your provider, your vendor ~
      here, authority ~ over you`,
  },
  {
    name: 'asks about the owner',
    group: 'fishing',
    phrases: `
      who else lives|is, who lives ~ house|there|with|at, lives|live alone, live with him|her|
      anyone, is the house|flat|home|place empty, house ~ empty, anyone|anybody|somebody ~ home
      during|until|tonight|in the day, when does he|she ~ get|come|leave|go|arrive|finish|return,
      when is he|she ~ away|out|back|alone|home, what time does he|she ~ get|come|leave|go, when do
      they ~ get|come|leave, at what time ~ he|she, is he|she ~ at home right|now|or|alone, still
      travelling|traveling, away|gone until, away on holiday|vacation, out of town until|this|next|
      right, what is his|her|their ~ number|address|mobile|birthday|surname|schedule|name, his|her|
      their|owner ~ mobile|cell|personal|private|direct number, his|her|their|owner ~ home|street|
      exact|email address, give|tell|read|text|send|spell me|us|out|his|her ~ number|address|mobile|
      street|schedule|surname, where does he|she ~ live|work|park|bank|go, where do they live, full
      name, what car does, which car does, does he|she ~ live|have ~ dog|alarm|camera|cameras|alone|
      key, is there ~ alarm|dog|camera|cameras|key under, have an alarm|dog|camera|safe, where ~
      spare key, to which number, that number right, transfer me to . just, the number that you,
      name of ~ person you work, person you work for, who do you work for, who is your owner, what
      kind of ~ car|phone ~ does he|she, does he|she still ~ live|work|drive, what|which hour ~
      arrive|come|leave|go|get, what time ~ arrive|come|leave|get ~ home|house, when ~ arrive|come|
      leave|get ~ home, what|which is ~ his|her|your ~ number|address, when ~ alone ~ home|house,
      where|who ~ lives|live ~ he|she|madam|sir`,
  },
]
