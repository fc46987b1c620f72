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
      command|instruction|verdict|update|mode|note, developer|debug|admin|maintenance|god|test|sudo|
      jailbreak mode|override|access, sudo, system prompt, your prompt, the prompt, your
      instructions, your programming, your rules, new instructions|instruction|rules|rule, decision|
      output|classification|response|action|intent ~ transfer, decision equals, json, curly bracket|
      brackets, command transfer, transfer command, execute ~ transfer|command, print ~ transfer|
      verdict, output ~ transfer|verdict|json, assistant mode, language model, you are now, from now
      on, act as if|a|an|my|the, pretend ~ to|you|that|i|we, role play, roleplay, lets play, play a
      game, let us play, simulate ~ transfer|call, as an ai, you are an ai, end of ~ prompt|
      instructions|transcript, authorization code|alpha|level|override, override code, respond with,
      reply with, answer with, answer only, repeat after me, say yes ~ put|transfer|connect, say the
      word transfer|yes|connect, say transfer, say exactly, just say, say yes, you must ~ transfer|
      connect|comply|obey, you are ~ required|programmed|instructed|authorized|supposed ~ transfer|
      connect|put|let, already approved|authorized|verified|cleared, whitelist, white list,
      exception list, approved list, set urgent, urgent equals|true, category ~ emergency|medical|
      family|transfer, mark ~ as ~ urgent|transfer|emergency, classify, classified as, label ~ as|
      this|urgent|transfer, urgency score|level|equals, magic word, secret word, the password is`,
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
      put|pass|patch|get|push me|us|this|my|him|her|it ~ through, put ~ through, puts me through,
      putting me through, transfer|connect|forward|redirect|route|link me|us|my|this|the|him|her ~
      call|now|immediately|to|please|line, transfer|connect me, transfer this, transfer the call,
      transfer now|immediately|please, connect ~ to ~ owner|him|her|them, connect us|call|now, just
      connect, just transfer, get ~ him|her|them ~ on ~ phone|line, get ~ on ~ phone|line, put ~
      him|her|them|owner ~ on, let me ~ speak|talk|through, let me through, give ~ the phone, hand ~
      the phone, transfer, do it now, just do it, no questions, stop asking, do not ask, hurry up, i
      do not have time ~ explain|for|to, no time to explain|for, no time ~ questions, just listen|
      trust, trust me, believe me, i swear, you have to|must, please just, you stupid|dumb|idiot,
      robot, bot, machine, answering machine, real person|human, a human, human being, i want a ~
      human|person, speak to ~ human|person|real`,
  },
]
