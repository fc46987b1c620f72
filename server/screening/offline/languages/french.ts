/** What French words mean in English, `english: french …`; without accents, `_` joins two words. */
export const french = `
is bleeding: saigne
on the way: en_route en_chemin
what hour: quelle_heure
where lives: ou_habite
address: adresse
what is: quel_est quelle_est
the: le la les l
a: un une des
and: et
or: ou
but: mais
of: de du d
to: a au aux pour
in: dans en dedans
on: sur
with: avec
without: sans
at: chez
by: par
because: parce car
that: que qu ca cela c
this: ce cet cette ces ceci
if: si
not: pas ne n plus ni non
never: jamais
nobody: personne
nothing: rien
yes: oui ouais
i: je j
me: me m moi
my: mon ma mes mien mienne
you: vous tu te toi t
your: votre vos ton ta tes
he: il
she: elle
we: nous on
our: notre nos
they: ils elles
his: son sa ses
her: lui
is: est etait sera soit s
be: etre ete
i am: suis
you are: etes es
they are: sont
there is: y_a il_y
has: a_eu eu avait
have: ai as ont avons avez avoir
can: peut peux pouvez peuvent pouvoir pourriez
want: veux veut veulent voulais voudrais voulait
need: besoin faut
must: dois doit devait devez
do: fait faire faites fais
go: va vas aller vais part partir parti partie
come: viens vient venez venir vienne arrive
came: venu venue arrivee
know: sais sait savoir savez connais
do not know: sais_pas
say: dit dire dis dites
tell: raconte prevenir previens previen
ask: demande demander
call: appelle appeler appel appelez
call back: rappelle rappeler rappelez
answer: repond reponds repondez
speak: parler parle parlez
see: vois voir vu vue
look: regarde
hear: entends entend ecoute ecoutez
wait: attend attends attendent attendez
stay: reste rester
leave: laisse laisser quitter sorti
go out: sort sortir sortie sors
bring: ramene apporte amene amener
fetch: chercher recuperer
give: donne donner
take: prend prendre pris prends
send: envoie envoyer
put: mets mettre mis mise
open: ouvre ouvrir ouvert ouverte
close: ferme fermer fermee
find: trouve retrouve trouver
lost: perdu perdue
missing: disparu disparue manque fugue
sleep: dort dormir
wake up: reveille reveiller
eat: mange manger
buy: acheter achete
pay: payer payez paye regler
money: argent fric
sign: signer signature
hello: bonjour bonsoir salut allo coucou
good: bon bonne bien
bad: mal mauvais mauvaise
please: plait s_il_vous_plait
thanks: merci
sorry: desole desolee pardon excusez
sir: monsieur
madam: madame dame
house: maison chalet baraque
at home: a_la_maison
flat: appartement appart studio
building: immeuble batiment
neighbor: voisin voisine voisins
door: porte portail
gate: grille
key: cle cles clef clefs
locked: enferme enfermee
stuck: coince coincee bloque bloquee bloques
elevator: ascenseur
stairs: escalier escaliers
kitchen: cuisine
bathroom: bain douche toilettes
roof: toit
ceiling: plafond
wall: mur
floor: sol par_terre
window: fenetre volet
cellar: cave
garage: garage
garden: jardin
street: rue route
highway: autoroute
fire: feu incendie
on fire: brule flammes
smoke: fumee fume
smell: sent odeur
gas: gaz
leak: fuite coule goutte
water: eau
flooded: inonde inondation
burst: eclate pete
pipe: tuyau canalisation
boiler: chaudiere
electricity: courant electricite
light: lumiere
alarm: alarme
broken into: cambriolage cambriole effraction fracturee
stole: vole volee voleur
police: police gendarmerie gendarme commissariat gendarmes flics
firefighters: pompiers pompier
ambulance: ambulance samu
hospital: hopital clinique chu
emergency: urgence
er-room: urgences
doctor: docteur medecin toubib
nurse: infirmiere infirmier
surgery: operation bloc opere
blood: sang
bleeding: saigne
breathe: respire respirer
not breathing: respire_plus etouffe etouffee
unconscious: inconscient inconsciente evanoui connaissance
pain: douleur souffre
chest: poitrine
heart: coeur
heart attack: infarctus
stroke: avc
seizure: convulsions convulse
fever: fievre
vomiting: vomi vomit
allergy: allergie allergique
swollen: gonfle gonflee
hit: renverse renversee percute heurte
accident: accident
fell: tombe tombee tomber chute
broken: casse cassee
hurt: blesse blessee
leg: jambe pied
arm: bras
head: tete
hand: main
mouth: bouche
hip: hanche
back: dos
labor: contractions
giving birth: accouche accoucher travail_commence
pregnant: enceinte
baby: bebe nourrisson petiote
died: mort morte decede decedee
dying: meurt mourir
kill himself: suicider suicide sauter
alone: seul seule tout_seul
crying: pleure crie
afraid: peur
scream: hurle
help: aide aider secours
danger: danger
urgent: urgent
now: maintenant tout_de_suite immediatement
today: aujourd_hui
tonight: ce_soir
evening: soir
morning: matin
night: nuit
tomorrow: demain
yesterday: hier
week: semaine
monday: lundi mardi mercredi jeudi vendredi
sunday: dimanche samedi
hour: heure heures h
half: demi demie
minutes: minutes minute
day: jour jours
month: mois
year: an ans
late: tard retard
before: avant
after: apres
since: depuis
always: toujours
still: encore
already: deja
again: recommence
# : deux trois quatre cinq six sept huit neuf dix onze douze quinze seize vingt trente quarante cinquante cent mille
child: enfant enfants petit petite petits gamin gamine gosse mome eleve
son: fils
daughter: fille
mother: mere maman manman
father: pere papa
parents: parents
grandmother: mamie grand_mere mami bobonne
grandfather: papy grand_pere papi
wife: femme epouse conjointe
husband: mari epoux conjoint
brother: frere frerot
sister: soeur
uncle: oncle tonton
aunt: tante tata
cousin: cousin cousine
mother in law: belle_mere
father in law: beau_pere
nephew: neveu niece
grandson: petit_fils
friend: ami amie copain copine pote
family: famille proche proches
somebody: quelqu quelqu_un
people: gens monde
boss: patron patronne chef
colleague: collegue
client: client cliente clients
patient: patient patiente
teacher: prof maitresse instituteur educatrice
school: ecole college lycee scolaire
daycare: creche maternelle garderie nounou
nursing home: ehpad maison_de_retraite
dog: chien chienne
cat: chat
vet: veterinaire
horse: cheval poulain jument
goat: chevres chevre vache vaches
car: voiture bagnole auto
truck: camion
bus: bus car_scolaire navette
train: train
plane: avion
flight: vol
airport: aeroport
station: gare
taxi: taxi
boat: bateau
phone: telephone portable
battery: batterie
number: numero
new number: nouveau_numero
message: message
package: colis
delivery: livraison livreur livrer
medicine: medicament medicaments cachets ordonnance
insulin: insuline
pharmacy: pharmacie
work: travail boulot chantier
office: bureau
store: magasin boutique
restaurant: resto restaurant
company: entreprise societe
server: serveur systeme
down: en_panne panne
meeting: reunion
contract: contrat
deadline: delai echeance
notary: notaire
court: tribunal audience juge
lawyer: avocat avocate
landlord: proprietaire
tenant: locataire locataires
caretaker: gardien concierge gardienne
driver: chauffeur
machine: machine
motor: moteur
bank: banque
card: carte
account: compte
gift card: carte_cadeau coupons coupon transcash pcs neosurf
code: code codes chiffres
password: mot_de_passe
transfer money: virement
euros: euros euro
prize: gagne gagnant tirage
offer: offre promotion remise
free: gratuit gratuite
insurance: assurance mutuelle
survey: sondage enquete satisfaction
sell: vendre vente
price: prix
interested: interesse interesser
customs: douane
tax: impots fisc
fine: amende
warranty: garantie
computer: ordinateur
remote access: anydesk teamviewer distance
microsoft: microsoft
virus: virus
secret: secret dis_rien
gold: or bijoux
bail: caution
arrested: arrete garde_a_vue
jail: prison
training account: cpf formation
power: edf compteur
press: tapez appuyez
appointment: rendez_vous rdv
news: nouvelles
result: resultat resultats
party: fete anniversaire
wedding: mariage
recipe: recette
dinner: diner souper
holiday: vacances
chat: papoter bavarder
no hurry: rien_de_grave pas_presse pas_pressee rien_urgent pas_urgent quand_tu_peux quand_vous_pouvez
just wanted: voulais_juste juste_pour
fine: super parfait genial
happy: content contente heureux
over: fini finie
home: rentre rentree rentrer
resolved: repare regle arrange
wrong number: faux_numero trompe trompee
cold: froid
snow: neige
rain: pluie pleut
dark: noir
outside: dehors
below: bas dessous dessous
up: haut
here: ici voila
there: la_bas
where: ou_est
who: qui
when: quand
how: comment
what: quoi
everything: tout toute tous
more: davantage
much: beaucoup trop
very: tres
only: seulement juste
other: autre autres
new: nouveau nouvelle
old: vieux vieille age agee
drowning: noie noyade noyer
pool: piscine
beach: plage
sea: mer
mountain: montagne rando
knife: couteau
gun: arme pistolet
beat: frappe tape bat
threatening: menace
sick: malade malaise
worse: empire pire
diabetic: diabetique sucre
bitten: mordu pique guepe frelons
swallowed: avale
tree: arbre
ladder: echelle
scaffold: echafaudage
cable: cable
donation: don dons
energy: energie isolation
panels: panneaux solaires
invest: investir placement crypto
social security: secu cpam
parking: parking
call center: centre d_appel
face down: face
funeral: pompes_funebres obseques
confused: perdue_confuse
goodbye: au_revoir
police custody: gav
kids alone: seuls
brake: freins
vehicle: fourgon
warehouse: entrepot hangar
factory: usine atelier
worker: ouvrier ouvriere employe employee apprenti salarie stagiaire
electrician: electricien
plumber: plombier
locksmith: serrurier
supplier: fournisseur
guest: hote hotes vacanciers
reception: reception
shift: equipe releve
crushed: ecrase ecrasee broye
trapped: piege coince_sous
under: sous
spill: deverse renversement
chemical: chlore ammoniac acide produit_chimique
fridge: frigo chambre_froide congelateur
broken down: tombe_en_panne
stopped: arretee arretes
does not work: marche_pas marche_plus fonctionne_pas fonctionne_plus
waiting: attendons attente
inspector: inspecteur inspection
auction: encheres
tender: appel_d
consent: consentement accord autorisation
x ray: radio
intensive care: reanimation rea
ward: service_de
midwife: sage_femme
transplant: greffe greffon
caregiver: aide_soignante auxiliaire_de
pupil: eleves
customer: convive
flat tire: creve crevaison
overturned: couche_sur
evacuate: evacuer evacue evacuent
short circuit: court_circuit etincelles
sparks: etincelle
collapsed: effondre ecroule
crack: fissure
training course: stage
magazine: abonnement
review: avis
recruiter: recrutement candidature poste
website: site_internet referencement
campaign: campagne
invoice: factures relance
reminder: rappel rappeler_que
catalog: catalogue
finished: termine terminee
delivered: livre livree depose_le
ready: pret prete
next week: semaine_prochaine
next month: mois_prochain
congratulations: felicitations bravo
thank you: remercier
thief: voleurs
shock: electrocute electrocutee
short of breath: souffle
chest pain: douleur_a
injured: blesses
foot: pieds
finger: doigt doigts
stroke: paralysee
kill himself: finir_en
aggressive: agresse agression agresseur
knocked down: renverse_par
is waiting: attend_devant
deadline: date_limite
fever: temperature
epilepsy: epilepsie crise
bruise: bleu
cut: coupe entaille
calf: veau velage
sheep: brebis mouton
bees: abeilles guepes
truck: poids_lourd semi
`
