/** What Dutch words mean in English, `english: dutch …`; without accents, `_` joins two words. */
export const dutch = `
is bleeding: bloedt bloed_verliest
it is on fire: in_brand
on the way: onderweg
what hour: hoe_laat
where lives: waar_woont
address: adres
the: de het
a: een
and: en
or: of
but: maar
of: van
to: naar tot te
in: in binnen
on: op
at: bij aan
with: met
without: zonder
by: door
because: omdat want wegens
that: dat die
this: dit deze
if: als of
not: niet geen
never: nooit
nobody: niemand
nothing: niets niks
yes: ja jawel
no: nee
i: ik
me: mij me
my: mijn mn
you: u je jij jullie
your: uw jouw jullie_huis
he: hij hem
she: zij ze haar
we: wij we ons
our: onze ons
they: zij_zijn hun
his: zijn
is: is was wordt staat
am: ben
are: zijn worden
there is: er_is er_zijn
has: heeft had
have: heb hebben
do: doe doet doen gedaan maakt maken
go: ga gaat gaan
went: ging gingen gegaan
come: kom komt komen
came: kwam gekomen
please come: kom_snel kom_meteen
can: kan kunt kunnen mag
could not: kon_niet
want: wil wilt willen wilde
need: nodig hebben_nodig
must: moet moeten
know: weet weten
do not know: weet_niet
say: zeg zegt zeggen gezegd
tell: vertel vertellen doorgeven
ask: vraag vraagt vragen gevraagd
call: bel belt bellen gebeld telefoneren
call back: terugbellen bel_terug
answer: neemt_op opnemen antwoordt
speak: spreken spreek spreekt praten praat
see: zie ziet zien gezien
look: kijk kijken kijkt
hear: hoor hoort horen
wait: wacht wachten gewacht
stay: blijf blijft blijven gebleven
leave: laat laten gelaten
stand: sta staan
lie: lig ligt liggen
bring: breng brengt brengen gebracht
take: neem neemt nemen genomen
pick up: ophalen haal haalt opgehaald
put: zet zetten gezet leg gelegd
give: geef geeft geven gegeven
send: stuur stuurt sturen gestuurd
open: open openen opent opendoen
close: dicht sluit sluiten gesloten
arrived: aangekomen gearriveerd
find: vind vinden gevonden
lost: kwijt verloren verdwaald
missing: vermist verdwenen ontbreekt
sleep: slaapt slapen
wake up: wakker
eat: eten eet gegeten
buy: kopen koop gekocht
pay: betalen betaal betaalt betaald
money: geld
sign: tekenen ondertekenen handtekening
hello: hallo hoi
good day: goedemorgen goedemiddag goedenavond goedendag
good: goed goede prima leuk
bad: slecht erg ernstig
please: alstublieft alsjeblieft graag
thanks: bedankt dank dank_u
sorry: sorry excuses pardon
mr: meneer heer
mrs: mevrouw
house: huis woning
home: thuis naar_huis
flat: appartement flat
building: gebouw
neighbor: buurman buurvrouw buren
door: deur voordeur
gate: poort hek
key: sleutel sleutels
locksmith: slotenmaker
locked out: buitengesloten
locked in: opgesloten ingesloten
stuck: vast vastzit gestrand beklemd
elevator: lift
stairs: trap trappen trappenhuis
kitchen: keuken
bathroom: badkamer
roof: dak
ceiling: plafond
wall: muur
floor: vloer grond
window: raam ruit
cellar: kelder
garage: garage
garden: tuin
street: straat weg
highway: snelweg
fire: brand vuur
on fire: vlammen brandt
smoke: rook
burning: verbrand brandend
smell: ruik ruikt stank geur
gas: gas
leak: lek lekt lekkage
water: water
flooded: overstroomd ondergelopen
burst: gesprongen gebarsten
pipe: leiding buis
boiler: ketel cv_ketel
electricity: stroom elektriciteit
light: licht
alarm: alarm
broken into: ingebroken inbraak
stole: gestolen
thief: dief dieven inbreker
police: politie
firefighters: brandweer
ambulance: ambulance ziekenwagen
hospital: ziekenhuis kliniek
emergency: noodgeval spoedgeval
er-room: spoedeisende_hulp eerste_hulp spoed
doctor: dokter arts huisarts
nurse: verpleegkundige zuster verpleegster
midwife: verloskundige vroedvrouw
surgery: operatie geopereerd opereren
blood: bloed
bleeding: bloeden
breathe: ademt ademen adem
not breathing: ademt_niet geen_adem stikt
unconscious: bewusteloos flauwgevallen buiten_bewustzijn
pain: pijn
chest: borst
heart: hart
heart attack: hartaanval hartinfarct
stroke: beroerte
seizure: aanval epilepsie
fever: koorts
vomiting: braakt overgeeft
allergy: allergie allergisch
swollen: gezwollen opgezwollen
hit: aangereden geraakt
accident: ongeluk ongeval
fell: gevallen viel
broke: gebroken kapot stuk
hurt: gewond bezeerd
leg: been
arm: arm
head: hoofd
hand: hand
mouth: mond
hip: heup
back: rug
labor: weeen
giving birth: bevalling bevallen
pregnant: zwanger
baby: baby
died: overleden dood gestorven
dying: sterft stervende
kill himself: zelfmoord doodmaken
alone: alleen
crying: huilt huilen
afraid: bang angst
scream: schreeuwt gilt
help: help hulp helpen
danger: gevaar
urgent: dringend spoed_is haast
now: nu meteen direct
today: vandaag
tonight: vanavond vannacht
tomorrow: morgen
yesterday: gisteren
week: week
monday: maandag dinsdag woensdag donderdag vrijdag
sunday: zondag zaterdag
hour: uur uren
half: half
minutes: minuut minuten
day: dag dagen
month: maand
year: jaar
late: laat
time: tijd
before: voor eerder
after: na later
always: altijd
still: nog
already: al
again: weer opnieuw
#: twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig honderd duizend
child: kind kinderen jongen meisje kindje
son: zoon zoontje
daughter: dochter dochtertje
mother: moeder mama mam
father: vader papa
parents: ouders
grandmother: oma grootmoeder
grandfather: opa grootvader
wife: vrouw echtgenote
husband: man echtgenoot
brother: broer
sister: zus zusje
uncle: oom
aunt: tante
cousin: neef nicht
mother in law: schoonmoeder schoonvader
nephew: neefje nichtje
friend: vriend vriendin
family: familie gezin
somebody: iemand
people: mensen persoon
man: meneer_die
boss: baas
colleague: collega
client: klant klanten
patient: patient
teacher: juf meester leraar lerares
school: school creche opvang
nursing home: verzorgingshuis verpleeghuis
dog: hond
cat: kat poes
vet: dierenarts
horse: paard
car: auto wagen
truck: vrachtwagen
bus: bus
train: trein
plane: vliegtuig
flight: vlucht
airport: vliegveld luchthaven
station: station
taxi: taxi
phone: telefoon mobiel
battery: batterij accu
number: nummer
new number: nieuw_nummer
message: bericht boodschap
package: pakket pakje
delivery: bezorging bezorgen bezorger levering
courier: koerier
medicine: medicijn medicijnen pillen
insulin: insuline
pharmacy: apotheek
work: werk
office: kantoor
store: winkel
restaurant: restaurant
company: bedrijf firma
server: server
meeting: vergadering afspraak_met
contract: contract
deadline: deadline termijn
notary: notaris
judge: rechter rechtbank
lawyer: advocaat
machine: machine
bank: bank
card: kaart pas
account: rekening
gift card: cadeaubon cadeaukaart cadeaukaarten
code: code
password: wachtwoord
transfer money: overmaken overschrijving
euros: euro
dollars: dollar
prize: prijs gewonnen
offer: aanbieding aanbod korting
free: gratis
insurance: verzekering
survey: enquete onderzoek tevredenheid
sell: verkopen verkoop
price: prijzen
interested: interesse geinteresseerd
customs: douane
tax: belasting belastingdienst
fine: boete
warranty: garantie
computer: computer
remote access: anydesk teamviewer
microsoft: microsoft
virus: virus
secret: geheim
bail: borgtocht
arrested: gearresteerd opgepakt
jail: gevangenis cel
power cut off: afgesloten
appointment: afspraak
news: nieuws
result: uitslag resultaat
party: feest verjaardag
wedding: bruiloft
recipe: recept
dinner: eten_vanavond diner
holiday: vakantie
chat: kletsen bijpraten
nothing urgent: niet_dringend geen_haast
no hurry: haast
happy: blij
safe: veilig
it was only: vals_alarm
resolved: opgelost geregeld
wrong number: verkeerd_nummer verkeerd_verbonden
cold: koud
dark: donker
outside: buiten
below: beneden onder
up: boven
here: hier
there: daar
where: waar
who: wie
when: wanneer
how: hoe
what: wat welk
everything: alles alle
more: meer
much: veel
very: heel erg_veel
only: maar_een alleen_maar
other: ander andere
new: nieuw nieuwe
old: oud oude
drowning: verdrinkt verdronken
pool: zwembad
knife: mes
gun: pistool wapen
attack: aangevallen
threatening: bedreigt bedreigd
follow: volgt
beat: slaat
sick: ziek
worse: verslechterd slechter
diabetic: diabetes suikerziekte
poison: gif vergiftigd
swallowed: ingeslikt
press: druk_op toets
click: klik
political: verkiezingen partij
donation: donatie goed_doel
debt: schuld
energy: energie tarief
panels: panelen zonnepanelen
invest: investeren belegging bitcoin
grandson: kleinzoon kleindochter
passport: paspoort
factory: fabriek
worker: arbeider medewerker
electrician: elektricien
plumber: loodgieter
caretaker: concierge huismeester
guest: gast gasten
under: onder_de
broken down: pech defect
does not work: werkt_niet
waiting here: wachten_hier
invoice: factuur
reminder: herinnering
delivered: bezorgd geleverd
next week: volgende_week
next month: volgende_maand
congratulations: gefeliciteerd
greetings: groeten groetjes
speak english: engels
`
