/** What Italian words mean in English, `english: italian …`; without accents, `_` joins two words. */
export const italian = `
is bleeding: sanguina sanguinando perde_sangue
it is on fire: a_fuoco sta_bruciando
on the way: per_strada in_arrivo
what hour: che_ora
where lives: dove_abita
address: indirizzo
the: il lo la i gli le l
a: un uno una
and: e ed
or: o oppure
but: ma pero
of: di del dello della dei degli delle
to: al allo alla ai agli alle
in: in nel nello nella nei negli nelle dentro
on: su sul sulla sui sugli sulle sopra
at: da dal dalla presso
with: con col
without: senza
by: per
because: perche siccome
that: che quello quella
this: questo questa questi queste
if: se
not: non ne
never: mai
nobody: nessuno
nothing: niente nulla
yes: si certo
no: no
i: io
me: mi me
my: mio mia miei mie
you: lei tu ti voi
your: suo sua suoi sue tuo tua vostro vostra
he: lui egli gli
she: ella lei_e
we: noi ci
our: nostro nostra nostri nostre
they: loro
his: di_lui di_lei
is: e sta era stato stata
am: sono sto
are: siamo stiamo stanno siete
there is: c_e ci_sono c_era
has: ha aveva ebbe
have: ho abbiamo hanno avere avete
do: fa fare faccio fanno fatto fate
go: va vado andare andiamo vanno vada
went: andato andata andati
come: viene venire venga vengano vieni
came: venuto venuta venuti
please come: venga_subito venite_subito
can: puo posso possono possiamo potrebbe
could not: riuscito riusciva
want: voglio vuole vogliono vorrei volevo
need: bisogno serve servono
must: deve devo devono bisogna
know: so sa sanno sapere
do not know: non_so non_sa non_sappiamo
say: dice dire dico detto dica dicono
tell: raccontare avvisare avvisi riferire
ask: chiede chiedere chiedo chiesto
call: chiamare chiamo chiama chiami chiamata chiamato
call back: richiamare richiami richiamarmi
answer: risponde rispondere rispondono
speak: parlare parlo parla parli
see: vedere vedo visto vede
look: guarda guardare guardi
hear: sente sentire sento senta ascolti
wait: aspetta aspettare aspetti aspettando aspettano attende
stay: resta restare rimane rimasto
leave: lascia lasciare lasciato
stand: in_piedi
lie: sdraiato sdraiata giace
bring: porta_via portare portato porti
take: prende prendere preso prenda
pick up: ritirare prenderla prenderlo
put: mette mettere messo
give: da_me dare dato dia
send: manda mandare mandato inviare
open: apre aprire aperto aperta apra
close: chiude chiudere chiuso chiusa
arrived: arrivato arrivata arrivati arriva arrivare
find: trovo trovare trovato trova
lost: perso persa perduto smarrito
missing: scomparso scomparsa manca mancano
sleep: dormire dorme dormendo
wake up: sveglia svegliare svegliato
eat: mangiare mangiato mangia
buy: compra comprare comprato
pay: pagare paga paghi pagato
money: soldi denaro
sign: firmare firma firmi
hello: pronto ciao salve
good day: buongiorno buonasera
good: bene buono buona bravo
bad: male grave peggio brutto
please: per_favore per_piacere
thanks: grazie
sorry: scusi scusa mi_dispiace
mr: signor signore
mrs: signora
house: casa casa_sua
home: a_casa in_casa
flat: appartamento
building: edificio palazzo condominio
neighbor: vicino vicina vicini
door: porta_di porte portone
gate: cancello
key: chiave chiavi
locksmith: fabbro
locked out: chiuso_fuori chiusa_fuori
locked in: chiuso_dentro chiusa_dentro rinchiuso
stuck: bloccato bloccata bloccati incastrato incastrata
elevator: ascensore
stairs: scale scala
kitchen: cucina
bathroom: bagno
roof: tetto
ceiling: soffitto
wall: muro parete
floor: pavimento terra piano
window: finestra
cellar: cantina
garage: garage
garden: giardino cortile
street: strada via
highway: autostrada
fire: fuoco incendio
on fire: fiamme brucia bruciando brucia_la
smoke: fumo
burning: bruciato bruciata
smell: odore puzza
gas: gas
leak: perdita gocciola perde fuga
water: acqua
flooded: allagato allagata allagando
burst: scoppiato scoppiata
pipe: tubo tubatura
boiler: caldaia
electricity: corrente elettricita
light: luce
alarm: allarme
broken into: scassinato forzato_la
stole: rubato rubata rubano furto
thief: ladro ladri
police: polizia carabinieri
firefighters: pompieri
ambulance: ambulanza
hospital: ospedale clinica
emergency: emergenza
er-room: pronto_soccorso
doctor: medico dottore dottoressa
nurse: infermiera infermiere
midwife: ostetrica
surgery: operazione intervento operano operare chirurgia
blood: sangue
bleeding: sanguinare
breathe: respira respirare respirando
not breathing: non_respira soffoca soffocando
unconscious: incosciente svenuto svenuta
pain: dolore dolori male_al
chest: petto
heart: cuore
heart attack: infarto
stroke: ictus
seizure: convulsioni crisi_epilettica
fever: febbre
vomiting: vomita vomitando
allergy: allergia allergico allergica
swollen: gonfio gonfia
hit: investito investita scontrato
accident: incidente
fell: caduto caduta cade
broke: rotto rotta
hurt: ferito ferita feriti
leg: gamba
arm: braccio
head: testa
hand: mano
mouth: bocca
hip: anca
back: schiena
labor: contrazioni doglie travaglio
giving birth: parto partorire partorendo
pregnant: incinta
baby: neonato bebe
died: morto morta deceduto
dying: morendo morire muore
kill himself: uccidersi ammazzarsi suicidarsi suicidio
alone: sola soli da_solo
crying: piange piangere piangendo
afraid: paura spaventato spaventata
scream: grida urla urlando
help: aiuto aiutare aiuti
danger: pericolo
urgent: urgente urgenza
now: ora adesso subito
today: oggi
tonight: stasera stanotte
tomorrow: domani
yesterday: ieri
week: settimana
monday: lunedi martedi mercoledi giovedi venerdi
sunday: domenica sabato
hour: ora_di ore
half: mezza mezzo mezzora
minutes: minuto minuti
day: giorno giorni
month: mese mesi
year: anno anni
late: tardi ritardo
time: tempo
before: prima
after: dopo
always: sempre
still: ancora
already: gia
again: di_nuovo
#: due tre quattro cinque sei_e sette otto nove dieci undici dodici quindici venti trenta quaranta cinquanta cento duecento mille
child: bambino bambina bambini
son: figlio
daughter: figlia
mother: madre mamma
father: padre papa
parents: genitori
grandmother: nonna
grandfather: nonno
wife: moglie
husband: marito
brother: fratello
sister: sorella
uncle: zio
aunt: zia
cousin: cugino cugina
mother in law: suocera suocero
nephew: nipote
friend: amico amica
family: famiglia familiare parenti
somebody: qualcuno
people: persone gente persona
man: uomo
boss: capo
colleague: collega
client: cliente clienti
patient: paziente
teacher: maestra maestro insegnante
school: scuola asilo
dog: cane
cat: gatto
vet: veterinario
horse: cavallo
car: macchina auto
truck: camion
bus: autobus pullman
train: treno
plane: aereo
flight: volo
airport: aeroporto
station: stazione
taxi: taxi
phone: telefono cellulare
battery: batteria
number: numero numeri
new number: numero_nuovo nuovo_numero
message: messaggio
package: pacco
delivery: consegna consegnare
courier: corriere
medicine: medicina medicinale pastiglie
insulin: insulina
pharmacy: farmacia
work: lavoro
office: ufficio
store: negozio
restaurant: ristorante
company: azienda ditta
server: server
meeting: riunione
contract: contratto
deadline: scadenza
notary: notaio
judge: giudice tribunale
lawyer: avvocato
machine: macchinario
bank: banca
card: tessera
account: conto
gift card: buono_regalo buoni_regalo carte_regalo
code: codice
password: password
transfer money: bonifico
euros: euro
dollars: dollari
prize: premio lotteria vinto
offer: offerta promozione sconto
free: gratis gratuito gratuita
insurance: assicurazione
survey: sondaggio indagine opinione
sell: vendere vendita vendiamo
price: prezzo
interested: interessa interessato interessata
customs: dogana
tax: tasse
fine: multa
warranty: garanzia
computer: computer
remote access: accesso_remoto anydesk
microsoft: microsoft
virus: virus
secret: segreto non_dica
bail: cauzione
arrested: arrestato arrestata
jail: prigione carcere
appointment: appuntamento visita
news: notizia novita
result: risultato risultati esami
party: festa compleanno
wedding: matrimonio
recipe: ricetta
dinner: cena pranzo
holiday: vacanze vacanza
chat: chiacchierare chiacchiere
nothing urgent: senza_fretta quando_puo con_calma
no hurry: fretta
happy: felice contento contenta
safe: al_sicuro
it was only: spavento falso_allarme
resolved: risolto risolta sistemato
wrong number: numero_sbagliato sbagliato_numero
cold: freddo
dark: buio
outside: fuori
below: sotto giu
up: su_al
here: qui qua
there: la_c li
where: dove
who: chi
when: quando
how: come
what: cosa che_cosa quale
everything: tutto tutta tutti
more: piu
much: molto molta molti
very: tanto cosi
only: solo soltanto
other: altro altra altri
new: nuovo nuova
old: vecchio vecchia anziano anziana
drowning: annegando affogando
pool: piscina
knife: coltello
gun: pistola arma
attack: aggressione attacco
threatening: minaccia minacciando
follow: segue seguendo
beat: picchia picchiando
sick: malato malata sta_male
worse: peggiora peggiorato
diabetic: diabetico diabetica
poison: veleno
swallowed: ingoiato
press: prema premete
click: clicchi clicca
political: elezioni voto partito
donation: donazione beneficenza
debt: debito
energy: energia tariffa
panels: pannelli
invest: investire investimento bitcoin
grandson: nipotino nipotina
passport: passaporto
factory: fabbrica
worker: operaio lavoratore
electrician: elettricista
plumber: idraulico
caretaker: portiere custode
guest: ospite ospiti
under: sotto_il
broken down: in_panne guasto guasta
does not work: non_funziona
waiting here: aspettando_qui
invoice: fattura bolletta
reminder: promemoria ricordare
delivered: consegnato consegnata
next week: prossima_settimana settimana_prossima
next month: prossimo_mese mese_prossimo
congratulations: auguri congratulazioni
greetings: saluti salutare
speak english: inglese
`
