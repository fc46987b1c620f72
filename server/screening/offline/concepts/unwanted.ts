/** Calls nobody asked for: pitches, surveys, reminders, talk without hurry. */
import type { Concept } from '../phrases.ts'

export const unwanted: Concept[] = [
  {
    name: 'a sales pitch',
    group: 'pitch',
    phrases: `
      special|limited|exclusive|great|amazing|free|promotional|introductory offer|offers|deal|deals|
      rate|rates|pricing|discount|promotion|trial|demo|quote|quotes|estimate|consultation|
      inspection|assessment|gift|sample|service, offer you, offering, are you interested, would you
      be interested, interested in|learning|hearing|selling|buying|saving, might be interested, save
      ~ money|percent|dollars|up to|#|thousands|hundreds, saving|savings, discount, discounts,
      percent off, half off, we offer, we help|work with|provide|specialize, our company, our
      product|products|services|service|solution|software|platform|program|team ~ help|can|offers|
      would, on behalf of, reach out, reaching out, touch base, touching base, circle back, quick
      question for ~ owner, business owner|owners, decision maker, home owner|owners, homeowner|
      homeowners, property owner, person in charge, person who handles, person responsible, who
      handles|is in charge, schedule|book|set up ~ demo|consultation|call|appointment|estimate|
      quote|visit|inspection|time|walkthrough, # minutes of your time, few minutes of, moment of
      your time, minute of your time, couple of minutes to, in the neighborhood|area, your
      neighborhood|area|neighbors, your neighbors are, crews|crew|team ~ in your|working|nearby,
      qualify for|you, qualified for, you qualify, you may qualify, eligible for, prequalified, pre
      approved, preapproved, solar, gutters, timeshare, time share, insurance quote|rates|plan|
      coverage|options|premium, life insurance, health insurance, final expense, medicare ~ plan|
      benefits|advantage|supplement|card, extended warranty, warranty, car warranty, home warranty,
      pest control, window replacement, roofing, energy ~ bill|provider|supplier|rates|savings,
      electric bill, internet plan, cable bill, switch ~ provider|plan|carrier|over, lower ~ bill|
      rate|rates|payment|interest|premium, cheaper, wholesale, seo, search engine|ranking|rankings,
      google ~ listing|business|ranking|page|ads, first page of, leads, lead generation, web design,
      your website ~ traffic|design|improve|ranking|noticed|better|redesign, social media,
      marketing, advertising, advertise, merchant|card processing, credit card processing, business
      loan|loans|funding|line, working capital, funding, line of credit, refinance, mortgage rate|
      rates|refinance, interest rate|rates, cash offer, sell ~ your ~ house|home|property, buy ~
      your ~ house|home|property|car, investment opportunity|opportunities, opportunity, invest,
      investing, investors, franchise, subscription, subscribe, membership, upgrade ~ your|phone|
      plan|to, renew ~ your, renewal, promotion, promotional, sale ends, this offer, offer ends|
      expires|only|valid, ends today|tonight|soon, while supplies last, only today, today only, act
      now, once in a lifetime, do not miss, new customers|product|line|program|service, sample,
      brochure, catalog, webinar, newsletter, white paper, sponsorship, vendor, supplier, software,
      staffing, recruiter, recruiting, recruitment, job opportunity, position|role|candidate ~
      might|fit|interested|open|perfect|profile, hiring, government ~ program|rebate|grant, rebate,
      rebates, tax ~ credit|relief|incentive, grant, vacation ~ package|club|home|cruise, free ~
      cruise|vacation|stay|trip|night|nights, resort, cruise, credit score|repair, debt ~ relief|
      consolidation|settlement|free|forgiveness, student loan|loans, loan forgiveness, consolidate,
      carpet cleaning, duct cleaning, air duct, tree trimming, lawn care, meal kit, magazine, alarm
      system, security system, water filter, water softener, hearing aid|aids, back brace, pain
      cream, order within|now|today|yours, screening|testing|starter|home kit, our plan, a deal on,
      looks after ~ telecoms|phones|accounts|buying|purchasing|insurance|energy|it, who i represent,
      level role, quick call, brief call, are you worried about, worried about, tired of paying,
      never goes down, still under ~ plan|contract|cover, our ~ plan, on our books, our clients, our
      customers ~ save|love|say, get ahead, sign you up, put you down for, a slot left|free,
      introductory, our range, we are in your`,
  },
  {
    name: 'a survey',
    group: 'survey',
    phrases: `
      survey, surveys, poll, polling, questionnaire, opinion, opinions, feedback, how satisfied,
      satisfaction, rate|rating ~ service|experience|visit|us|satisfaction, on a scale, scale of,
      research ~ firm|study|company|survey|group|institute|market, market research, study, a few
      questions, # questions, some questions about, couple of questions, short questions, answer ~
      questions, likely are you, your views, your experience with, your recent ~ visit|purchase|
      stay|experience|service, recent customer, census, who ~ voting|vote for, how do you feel
      about, demographics, participate, anonymous, take part in, review of|on|online, leave ~
      review, customer satisfaction, focus group`,
  },
  {
    name: 'a donation or a campaign',
    group: 'donation',
    phrases: `
      donate, donation, donations, contribute, contribution, charity, fundraiser, fundraising, raise
      ~ money|funds, raising ~ money|funds, pledge, can we count on, count on your support, your
      support, benevolent, fraternal order, foundation, nonprofit, disabled veterans, alumni ~ fund|
      giving|association, annual fund, annual appeal, campaign, candidate, vote, voter, voters,
      election, congressman, senator, governor, petition, ballot, volunteers, volunteering, sponsor,
      hungry children, toys for, police association|league|fund|fundraiser|ball, firefighters fund|
      association|charity, church ~ bazaar|supper|picnic, bake sale, tickets to, raffle, rotary,
      collecting for, rescue fund, relief fund, can you give, give today|generously|what you, donor
      service|sessions|session|drive, have not given, stocks are|running low, sessions run, every
      pound|penny|dollar helps, sponsored walk|run|swim, our appeal, the appeal for, all welcome,
      everyone welcome, everybody welcome, bouncy castle, revival, free entry`,
  },
  {
    name: 'a reminder',
    group: 'reminder',
    phrases: `
      remind, reminder, reminding, confirm ~ appointment|reservation|booking|attendance|for|your|
      visit|time|details|delivery, confirming, confirmation, reschedule, appointment ~ on|next|
      tomorrow|for|is|coming, your appointment, upcoming, overdue for, due for, time for your,
      annual ~ checkup|exam|physical|inspection|review, checkup, cleaning, dental ~ cleaning|
      appointment, dentist, oil change, tune up, ready for pickup, is ready, prescription ~ ready|
      refill|pickup, refill, books ~ due|overdue|hold, library, on hold for you, came in, in stock,
      has arrived at ~ store, rsvp, save the date, renewal notice, newsletter, eye exam,
      optometrist, service is due, routine, wellness visit, flu shot, membership, survey, statement
      is, bill is, invoice, your order has shipped, will be delivered|arriving|between, delivery
      window, scheduled for, hold your, recital, bake sale, pta, picture day, spirit week,
      fundraiser, book fair`,
  },
  {
    name: 'a social call',
    group: 'social',
    phrases: `
      say hi|hello|hey|happy|thanks|thank, saying hi|hello, to catch up, catch up|catching, catching
      up, check in, checking in, checking up, see how ~ doing|is|are|things|everything|going, how ~
      are|is ~ doing, how have you been, how things are, have ~ chat, to chat, chatting, a chat,
      chew the fat, shoot the breeze, long time, old friend, college ~ friend|roommate|buddy, high
      school friend, buddy, pal, grab ~ coffee|lunch|dinner|beer|drink|bite, get together, hang out,
      hangout, dinner, lunch, brunch, barbecue, bbq, party, birthday ~ party|present|gift|cake|card|
      wish|wishes, happy birthday, wedding ~ invitation|present|gift|plans, golf, fishing, poker,
      the game, tickets, football, concert, movie, movies, weekend plans, any plans, come over,
      coming over, drop by, stop by, visit sometime, recipe, borrow, lend, photos, pictures,
      vacation, holiday plans, thanksgiving, christmas, bored, miss you, missed you, thinking of
      you, tell ~ story|funny|joke, gossip, funny ~ story|thing, news about, big news, wanted ~ to
      tell ~ about, to thank, thank ~ for the, congratulations, congratulate, book club, garden,
      casserole, reunion, game night, a beer, a drink, coffee, ask ~ opinion, opinion on, advice on|
      about, what to get, gift ideas, shower, potluck, decide between, hee hee, tell me which, which
      color, who won, the wine is`,
  },
  {
    name: 'a call back would do',
    group: 'callback',
    phrases: `
      call ~ back|me when, give ~ call|ring|shout|buzz, returning ~ call|your, return my call,
      calling back, missed ~ call|your call, leave ~ message|a note, pass ~ message|along, let ~
      know, tell ~ i called, tell ~ that i, ask him|her|them to call|ring|phone, try again later, i
      will try, follow up, following up, when ~ good time, good time to talk, get back to, ring me,
      ring back, phone me back, just tell, just a quick|note, just calling to|about, just wanted,
      just wondering, wondering if, was wondering, quick question, simple question, small question,
      had a question, have a question, small thing, little thing`,
  },
  {
    name: 'a wrong number',
    group: 'wrong',
    phrases: `
      wrong number, wrong digit, my mistake, pocket dial, not the ~ is it|rank, this is not ~ is it,
      oh this is not, you are not ~ are you, do you do|sell|have|make|deliver, sorry i wanted|was
      after|thought, squeeze me in, is this the place, is this the, is this ~ pizza|restaurant|
      clinic|salon|office|store|pharmacy|shop|garage, have i reached, did i reach, do i have the
      right, who is this, misdialed, dialed ~ wrong|incorrectly, wrong person, looking for a|someone
      named|somebody named, are you open, your hours, what time do you|are, table for, place an
      order, order a, make ~ appointment, make a reservation, book a table, haircut, opening hours,
      butt dial, pocket dialed, called|dialed|rang|rung ~ by accident|mistake, sat on ~ phone, in
      sport, two nil, one nil, and now the weather, the forecast, traffic now, the headlines, here
      is the news, you are listening to`,
  },
  {
    name: 'nothing said yet',
    group: 'vague',
    phrases: `
      is he|she ~ there|available|in|home|around, is mister|miss|mrs|ms|mr|doctor ~ there|available|
      in|home, have a word with, a question for, calling for mister|mr|mrs|miss|ms, on behalf of ~
      acquaintance|friend, leave my name, leave a message, recording this, say over the phone, say
      on the phone, telling you, breaking up, can you repeat, is ~ available, speak to|with, talk
      to|with, need to speak|talk, want to speak|talk, like to speak|talk, personal, private,
      confidential, none of your, do not want to say, rather not say, do not want to tell, rather
      tell, matter, situation, something ~ happened|important|personal|came, it is complicated, hard
      to explain, about the thing, you know ~ about, he knows, she knows, they know, he will know,
      will know what, knows me, knows what, expecting my call, expecting ~ call, calling for, is
      this, hello, hi, hey there, can you hear, about something, about your ~ case|file|request|
      application|inquiry, important ~ matter|business|news`,
  },
]
