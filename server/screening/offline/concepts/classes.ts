/** Words that stand for one another in a phrase: written `@name` there. */
export const classes = {
  child: `
    son daughter kid child children boy girl baby toddler grandson granddaughter grandchild nephew
    niece stepson stepdaughter infant newborn twins teenager student pupil preschooler
    kindergartner`,
  relative: `
    son daughter kid child children boy girl baby toddler grandson granddaughter nephew niece mom
    mother dad father wife husband spouse partner grandma grandmother grandpa grandfather granny
    nana aunt uncle cousin sister brother fiance fiancee boyfriend girlfriend parent family
    stepson stepdaughter twins inlaw`,
  person: `
    he she they someone somebody person man woman guy lady patient resident neighbor tenant
    colleague coworker customer driver passenger guest roommate employee worker friend teammate
    climber cyclist pedestrian i we us me him her them people son daughter kid child children boy
    girl baby toddler grandson granddaughter nephew niece mom mother dad father wife husband
    spouse partner grandma grandmother grandpa grandfather granny nana aunt uncle cousin sister
    brother fiance fiancee boyfriend girlfriend student`,
  pet: 'dog cat puppy kitten horse pet rabbit labrador terrier retriever',
  home: `
    house home apartment flat condo building basement kitchen garage roof ceiling attic cellar
    bathroom hallway hall laundry property unit office store shop warehouse bedroom cabin cottage
    wall floor porch shed closet carport garden yard balcony`,
  liquid: 'water sewage rain flood',
  system: `
    server site website database api app application system systems service platform checkout
    network production prod cluster payment payments login logins store backend portal line plant
    pos register registers terminal terminals warehouse factory queue orders pipeline deployment
    deploy storefront firewall vpn phones switch router backup backups machine machines freezer
    cooler`,
  down: `
    down offline crashed crashing failing failed broken unreachable unresponsive dead dying stuck
    hung`,
  soon: 'now immediately today tonight minute minutes hour hours noon midnight',
  body: `
    chest arm leg head face wrist ankle hip back neck hand finger stomach heart shoulder skull
    knee collarbone elbow eye spine`,
  vehicle: 'car truck van bus bike motorcycle vehicle scooter ambulance train suv minivan',
  official: `
    police officer sheriff deputy detective sergeant trooper paramedic firefighter fire coroner
    hospital`,
  school: 'school daycare kindergarten preschool nursery camp classroom teacher principal',
}
