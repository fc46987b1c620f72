/** What German words mean in English, `english: german …`; without umlauts, `_` joins two words. */
export const german = `
it is on fire: brennt_es es_brennt
is burning: brennt
is bleeding: blutet
in your: bei_ihnen
on the way: unterwegs
what hour: um_wieviel wieviel_uhr
when: wann
where lives: wo_wohnt
address: adresse
number: handynummer telefonnummer
the: der die das den dem des d
a: ein eine einen einem einer eines en ne nen
and: und u
or: oder
but: aber sondern jedoch
of: von vom
to: zu zum zur nach
in: in im ins drin drinnen innen
on: auf
at: an am bei beim ausm
out: aus raus heraus
with: mit
without: ohne
because: weil wegen denn
that: dass
this: diese dieser dieses
if: wenn falls ob
not: nicht kein keine keinen keiner nich nit net ned nix nichts nee
never: nie niemals
nobody: niemand keiner_da
yes: ja jo
no: nein na
i: ich i_bin isch
i am: bin bins
me: mich mir
my: mein meine meinen meinem meiner mei
you: du sie_haben dich dir ihnen euch si
your: ihr ihre ihren ihrem ihrer ihres dein deine deinen deinem deiner dei euer eure
he: er ihn ihm em
she: sie
we: wir uns
our: unser unsere
it: es s
is: ist is isch war wird sei
are: sind
was: wurde wurden waren
be: sein werden
has: hat hot ha hatte
have: haben hab habe hast habt
can: kann kannst konnen konnte konnten konnt
can not: kann_nicht
must: muss mussen soll sollen sollte
need: brauch brauche braucht brauchen
want: will willst wollt wollte mochte wollen
do: tut tun mach machen macht gemacht
go: geht gehen fahrt fahren fahr fahre gehn los weg
went: gegangen weggefahren gefahren
come: komm kommt kommen komme kumm
came: gekommen kam
know: weiss wissen weisst
do not know: weiss_nicht
say: sagt sag sagen gesagt sage gsagt meint
tell: erzahl erzahlen bescheid ausrichten sagen_wollte
ask: fragt frag fragen gefragt fragt_nach
call: ruf anrufen rufe angerufen ruft anruf telefonieren gerufen
call back: zuruckrufen ruckruf melden melde meld
answer: antwortet rangeht abnimmt
speak: sprech sprechen spricht reden redet red
hear: hor horen hort
look: schau schauen guck gucken
see: seh sehen sieht gesehen
wait: wart warte warten wartet gewartet
stay: bleib bleibt bleiben
stand: steh steht stehen stehe
sit: sitz sitzt sitzen sitze
lie: liegt lieg liegen
hang: hangt
hold: halt halten
bring: bring bringen bringt gebracht
fetch: holen holt hol abholen abgeholt
give: gib geben gibt gegeben abgegeben
take: nehmen nimmt genommen mitgenommen
send: schick schicken schickt geschickt
put: stell gestellt gelegt
open: auf_machen aufmachen offen geoffnet aufgemacht offne
close: zu_machen zugemacht geschlossen schliessen schliesst zumachen
arrived: angekommen
find: gefunden finden findet
lost: verloren verlaufen verirrt
missing: vermisst verschwunden fehlt
sleep: schlaft schlafen geschlafen
wake up: aufwachen wach aufwacht wecken
eat: essen isst gegessen gefressen
buy: kaufen gekauft kauf
pay: bezahlen zahlen bezahlt uberweisen uberweisung uberweis
money: geld bargeld
sign: unterschreiben unterschrift
hello: hallo servus moin gruezi gruss hi hey servas sali
good day: guten_tag guten_abend guten_morgen gruss_gott
good: gut gute guter super schon
bad: schlecht schlimm schlecht
bitte: bitte
please: bitte
thanks: danke
sorry: entschuldigung sorry tschuldigung
mr: herr herrn
mrs: frau
house: haus hause hauser hutte
at home: zu_hause daheim dahoam
flat: wohnung ferienwohnung
building: gebaude
neighbor: nachbar nachbarin nachbarn nochbere
door: tur ture haustur
gate: tor
key: schlussel
locksmith: schlusseldienst
locked out: ausgesperrt
locked in: eingesperrt eingeschlossen
stuck: steckt feststeckt hangengeblieben stecken festgefahren eingeklemmt gestrandet
elevator: aufzug lift fahrstuhl
stairs: treppe stiegenhaus treppenhaus
kitchen: kuche
bathroom: bad badezimmer
roof: dach
ceiling: decke
wall: wand
floor: boden
window: fenster
cellar: keller
garage: garage
garden: garten
street: strasse gasse bundesstrasse
highway: autobahn
fire: feuer brand
on fire: brennt brennen flammen
smoke: rauch qualm qualmt raucht
smell: riecht stinkt geruch
gas: gas
leak: leckt undicht tropft leck
running: lauft laufen
water: wasser
flooded: uberschwemmt uberflutet
burst: geplatzt rohrbruch
pipe: rohr leitung
boiler: heizung kessel therme
electricity: strom
light: licht
alarm: alarm
broken into: eingebrochen einbruch einbrecher
stole: gestohlen geklaut
police: polizei kripo kriminalpolizei polizist
firefighters: feuerwehr
ambulance: rettung rettungswagen krankenwagen sanitater rettungsdienst notarzt
hospital: krankenhaus spital klinik kinderklinik
emergency: notfall
er-room: notaufnahme
doctor: arzt arztin doktor
nurse: schwester_von pflegerin pfleger krankenschwester pflegedienst
midwife: hebamme
surgery: operation op operiert operieren
blood: blut
bleeding: blutet
breathe: atmet atmen luft
not breathing: keine_luft atmet_nicht
unconscious: bewusstlos ohnmachtig umgekippt bewusstsein
pain: schmerzen weh tut_weh
chest: brust
heart: herz herztone
heart attack: herzinfarkt infarkt
stroke: schlaganfall
seizure: krampf krampft anfall
fever: fieber
vomiting: kotzt bricht erbricht
allergy: allergie allergisch
swollen: geschwollen dick
hit: angefahren uberfahren
accident: unfall
fell: gefallen gesturzt sturz runtergefallen hingefallen
broke: gebrochen kaputt
hurt: verletzt
leg: bein fuss
arm: arm
head: kopf
hand: hand finger
mouth: mund
hip: hufte
back: rucken
labor: wehen
giving birth: geburt entbindung
pregnant: schwanger
baby: baby saugling
died: gestorben verstorben tot
dying: stirbt sterben
kill himself: umbringen springen leben_nehmen
alone: allein alleine
crying: weint heult
afraid: angst
scream: schreit schreien
help: hilfe helfen
danger: gefahr gefahrlich
urgent: dringend eilig eilt
now: jetzt sofort gleich grad gerade
today: heute heut
tonight: heute_abend
tomorrow: morgen
yesterday: gestern
week: woche wochen
monday: montag dienstag mittwoch donnerstag freitag
sunday: sonntag samstag
hour: stunde stunden uhr
half: halb halbe
minutes: minuten minute
day: tag tage
month: monat
year: jahr jahre
late: spat
time: zeit
before: vorher bevor
after: nachher danach spater
always: immer
still: noch
since: seit
already: schon
again: wieder mal
# : zwei drei vier funf sechs sieben acht neun zehn elf zwolf fuffzehn zwanzig dreissig vierzig hundert zweihundert tausend
child: kind kinder kleine kleiner kleinen bub maedel madchen junge bua
son: sohn
daughter: tochter
mother: mutter mama mutti vadder_und
father: vater papa vati vaddern
parents: eltern
grandmother: oma omi grosi
grandfather: opa opi
wife: ihre_frau
husband: mann
brother: bruder
sister: schwester
uncle: onkel
aunt: tante
cousin: cousin cousine
mother in law: schwiegermutter
brother in law: schwager schwoger
nephew: neffe nichte
grandson: enkel enkelin lieblingsenkel
friend: freund freundin
girlfriend: lebensgefahrtin
roommate: mitbewohnerin mitbewohner
family: familie
relatives: angehorige angehorigen verwandte
somebody: jemand wer_da
people: leute mensch
boss: chef chefin
colleague: kollege kollegin
client: kunde kunden kundin mandant
patient: patient
teacher: lehrer lehrerin
school: schule grundschule
daycare: kita kindergarten hort tagesmutter
nursing home: pflegeheim altenheim heim hospiz
dog: hund
cat: katze
vet: tierarzt tierklinik
horse: pferd stute
cow: kuh kuhe nachbarkuh
car: auto wagen
truck: lkw laster
tractor: traktor
bus: bus
train: zug bahn
plane: flugzeug
flight: flug
airport: flughafen
station: bahnhof haltestelle
taxi: taxi
tire: reifen
phone: telefon handy
battery: akku prozent
number: nummer
new number: neue_nummer
message: nachricht
package: paket packerl sendung
delivery: lieferung zustellung lieferant
medicine: medikament medikamente tabletten
insulin: insulin
pharmacy: apotheke
work: arbeit
office: buro
store: laden geschaft
company: firma
server: server
down: ausgefallen
meeting: besprechung
contract: vertrag
deadline: frist
notary: notar
court: gericht verhandlung
youth office: jugendamt
judge: richter
lawyer: anwalt rechtsanwalt
landlord: vermieter
tenant: mieter
janitor: hausmeister
driver: fahrer
machine: maschine
bank: bank sparkasse
card: karte
account: konto
gift card: gutschein gutscheinkarte gutscheinkarten geschenkkarte
code: code tan
password: passwort pin kennwort
euros: euro
prize: gewinn gewonnen gewinnspiel
offer: angebot rabatt
free: kostenlos gratis
insurance: versicherung
survey: umfrage zufriedenheit
sell: verkaufen verkauf
price: preis
interested: interesse interessiert
customs: zoll
tax: steuer finanzamt
fine: strafe bussgeld
warranty: garantie
computer: computer rechner
remote access: fernwartung anydesk teamviewer
microsoft: microsoft
virus: virus
secret: geheim keinem_sagen
gold: gold schmuck
bail: kaution
arrested: festgenommen verhaftet
jail: haft gefangnis
warrant: haftbefehl
power: stadtwerke stromanbieter
press one: drucken_sie
press: drucken taste
appointment: termin
news: neuigkeiten
result: ergebnis befund
party: feier fest grillen stammtisch
birthday: geburtstag
wedding: hochzeit
recipe: rezept
dinner: abendessen
holiday: urlaub
chat: plaudern quatschen ratschen
no hurry: keine_eile eilt_nicht pressiert_nicht kein_stress nicht_dringend
fine: bestens alles_gut wohlauf passt
happy: glucklich stolz
over: vorbei
just wanted: wollt_nur wollte_nur nur_sagen
back: zuruck wieder_da wieder_daheim
resolved: erledigt repariert behoben geloscht
wrong number: verwahlt falsch_verbunden
cold: kalt frier friert
snow: schnee
rain: regen
dark: dunkel
outside: draussen
below: unten
down: runter hinunter
up: oben hoch
here: hier da
there: dort druben
where: wo
who: wer
when: wann
how: wie
what: was
everything: alles
all: alle
more: mehr
much: viel
very: sehr ganz
only: nur bloss
other: ander andere anderen
new: neu neue
old: alt alte
drowning: ertrinkt ertrunken
pool: freibad schwimmbad
lake: see
boat: boot
mountain: berg
knife: messer
gun: waffe pistole
beat: schlagt geschlagen
threatening: bedroht droht
sick: krank ubel schwindlig
worse: schlechter schlimmer
diabetic: zucker diabetiker
wasp: wespe gestochen biene
swallowed: verschluckt
tree: baum
ladder: leiter
scaffold: gerust
cable: kabel
hums: brummt
meter: zahlerkasten sicherungskasten
custody: sorgerecht
donation: spende spenden
club: verein schutzeverein
energy: energie tarif
panels: solaranlage photovoltaik
invest: anlage investieren bitcoin
emergency contact: notfallkontakt hausnotruf
handover: ubergabe
robot: roboter
unsafe: gefahrdet
petrol: benzin sprit
passport: ausweis ausweisnummer
drugs: drogen drogendelikt
police officer: beamter beamten kommissar
wait outside: vor_der_tur
confused: verwirrt durcheinander
walker: rollator
oven: ofen herd
candle: kerze
warehouse: lager halle lagerhalle
factory: werk fabrik produktion werkstatt betrieb
worker: arbeiter mitarbeiter mitarbeiterin azubi lehrling geselle kollegen
electrician: elektriker
plumber: klempner installateur
supplier: lieferanten zulieferer
guest: gast gaste
reception: empfang
shift: schicht
crushed: gequetscht zerquetscht eingequetscht
trapped: eingeklemmt verschuttet
under: unter unterm
spill: ausgelaufen lauft_aus
chemical: chlor ammoniak saure chemikalien
fridge: kuhlhaus kuhlung kuhlschrank kuhlraum
broken down: defekt panne liegengeblieben
stopped: steht_still
does not work: geht_nicht funktioniert_nicht
signature: unterschrift
waiting: wartend
inspector: prufer kontrolle
auction: versteigerung zwangsversteigerung
tender: ausschreibung abgabe
consent: einwilligung zustimmung freigabe
x ray: rontgen
intensive care: intensivstation intensiv
ward: station
transplant: transplantation spender
caregiver: betreuerin betreuer altenpflegerin
pupil: schuler schulerin
customer: kundschaft
flat tire: reifenpanne platten
overturned: umgesturzt
evacuate: evakuieren evakuiert geraumt raumen
short circuit: kurzschluss funken
sparks: funkt
collapsed: eingesturzt zusammengebrochen
fell over: umgefallen
crack: riss risse
leaking: lauft_durch rinnt tropfen
training course: schulung kurs seminar
magazine: abo zeitschrift abonnement
review: bewertung rezension
recruiter: stelle stellenangebot bewerbung personalvermittlung
website: webseite homepage
advertising: werbung anzeige werbeanzeige
campaign: kampagne
invoice: rechnungen mahnung inkasso
reminder: erinnerung erinnern
catalog: katalog prospekt
finished: geschafft
delivered: geliefert zugestellt ausgeliefert
ready: abholbereit
next week: nachste_woche
congratulations: gluckwunsch gratulieren
greetings: grusse schone_grusse
thank you: bedanken dank
thief: dieb diebe
customers: gaste_warten
knife: messerstecherei
shock: stromschlag
rash: ausschlag
short of breath: atemnot
chest pain: brustschmerzen
abroad: ausland
deer: reh wild
bees: bienen wespen
stable: stall
calf: kalb
injured: verletzter verletzte
body: korper
foot: fuss
`
