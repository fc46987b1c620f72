/** What Spanish words mean in English, `english: spanish …`; without accents, `_` joins two words. */
export const spanish = `
is bleeding: sangra
on the way: en_camino
what hour: que_hora
what: que_numero
his number: su_numero
at what: a_que
what is: cual_es
address: direccion
where lives: donde_vive
the: el la los las lo
a: un una unos unas
and: y e
or: o u
but: pero sino
of: de del
to: a al para pa
in: en dentro adentro
on: sobre encima
with: con conmigo contigo consigo
without: sin
by: por
because: porque pues
that: que eso esa ese aquello esos
this: esto esta este estos
if: si
not: no ni tampoco
never: nunca jamas
nobody: nadie
nothing: nada
yes: si_senor claro vale
i: yo
me: me mi_mismo
my: mi mis mio mia mijo mija
you: tu te ti usted ustedes vos os le_a_usted
your: su sus suyo suya suyos tus tuyo tuya vuestro vuestra
he: el_senor
she: ella
we: nosotros nos
our: nuestro nuestra nuestros
they: ellos ellas les
his: le
is: es esta_es era siendo sido ser fue
is: estaba estar estara
is here: esta_aqui esta_aca
i am: soy estoy
you are: eres estas sos
we are: somos estamos
they are: son estan
there is: hay habia
has: ha tiene tenia hubo
have: he tengo tenemos han hemos tienen haber
do: hace hacer hago hacen hecho hizo haga hagas
go: va ir vamos vaya voy van vas ve iba
went: fui fueron ido
come: venga ven venir viene vienen vengas vengo vengan
came: vino venido vinieron
come home: vuelve_a_casa
please come: venga_ya ven_ya
go out: salir sale salga salgan saliendo
went out: salido salio salieron salgo
enter: entrar entra entrado entro entraron
can: puede puedo pueden podemos puedes pueda puedas podria podrias
could not: pudo pude
want: quiero quiere quieren quieres queremos quisiera queria
need: necesito necesita necesitamos necesitan hace_falta precisa
must: debe tiene_que tengo_que hay_que deben
know: sabe saben saber sabemos sabes supo
do not know: no_se no_sabe no_sabemos
say: dice decir digo dicen digas dicho dijo dijeron diga dile decile dices
tell: cuento cuenta contarle contarte avisar avisarle avisale avise aviso
ask: pregunta pregunto preguntar preguntando pide pedir pidiendo
call: llamar llamo llama llamaba llame llamen llamamos llamando llamado llamada
answer: contesta contestar responde contesto contestan coge
speak: hablar hablo habla hablamos hable hablando
see: ver veo visto viendo ve_usted vea
look: mira mirar mire
hear: oye oiga escuche escucha oir oimos
wait: espera esperando espere esperar esperan esperamos
stay: queda quedo quedado quede quedan quedaron
leave: deja dejo dejado dejar dejaron deje dejen
bring: trae traigo traer trajo trajeron traiga
take: lleva llevo llevar llevan llevaron lleve llevado
pick up: recoger recoge recogerlo recogerla recojan recoja
put: pone poner puesto ponte ponga metio metido
give: da dar dado dieron dio deme dame doy
send: manda mandar mande mando enviar envio envie mandado
open: abre abrir abierto abierta abra abran
close: cierra cerrar cerrando cerrado cerrada cierre cierran
arrive: llega llegar llego llegado llegue llegaron llegamos
find: encuentro encuentra encontrar encontrado encontramos encontre aparece
lost: perdido perdida perdio perdimos perdi
miss: falta faltan
sleep: dormir dormido dormida durmiendo duerme
wake up: despierta despertar despierto despertamos reacciona
eat: comer come comido
buy: compra comprar comprado comprar
pay: pagar paga pague pago pagado pagos
money: dinero plata pasta_gansa
sign: firma firmar firme firmo firmado
hello: hola buenas alo bueno_diga
good morning: buenos_dias
good: bueno buena buenos buen bien
bad: mal malo mala
bad: grave graves peor
please: por_favor favor
thanks: gracias
sorry: perdon perdona perdone disculpe disculpa
sir: senor don
madam: senora dona senorita
house: casa chalet finca hogar vivienda rancho
home: a_casa en_casa
flat: piso apartamento departamento depto
building: edificio portal bloque obra
neighbor: vecino vecina vecinos rellano
door: puerta puertas
gate: verja reja porton
key: llave llaves
locked out: encerrada_fuera sin_llaves
locked in: encerrado encerrada encerrados
stuck: atascado atascada atrapado atrapada atrapados varado varada tirado tirada tirados
kitchen: cocina
bathroom: bano ducha aseo
roof: techo tejado
ceiling: cielo_raso
wall: pared
floor: suelo
window: ventana
cellar: sotano
garage: garaje cochera
yard: patio jardin
street: calle carretera
highway: autopista autovia ruta
fire: fuego incendio
on fire: ardiendo quemando quema llamas arde incendiando incendia
smoke: humo
burning: quemado quemada
smell: huele olor
gas: gas butano
leak: fuga gotea escape
water: agua
flooded: inundado inundada inundando inunda
burst: reventado revento rota_la_tuberia
pipe: tuberia canieria caneria bajante
boiler: caldera calentador
electricity: corriente electricidad
light: luz
alarm: alarma
broken into: han_entrado forzado forzada
stole: robo robado robaron robando robar
thief: ladron ladrones
police: policia guardia_civil guardia mossos ertzaintza gendarme carabineros
firefighters: bomberos
ambulance: ambulancia
hospital: hospital clinica sanatorio
emergency: emergencia
er-room: urgencias guardia_medica
doctor: medico medica doctor doctora
nurse: enfermera enfermero
surgery: operacion operan quirofano cirugia operar operando
blood: sangre
bleeding: sangrando sangra
breathe: respira respirar respirando
not breathing: no_respira ahoga ahogando asfixia
unconscious: inconsciente desmayado desmayada desmayo desmaya desvanecio
pain: dolor duele
chest: pecho
heart: corazon
heart attack: infarto
stroke: ictus derrame
seizure: convulsion convulsiones convulsionando
fever: fiebre
cough: tose
vomiting: vomita vomitando vomito
allergy: alergia alergica alergico
swollen: hinchado hinchada hincha
hit: golpe golpeo pego chocamos choco choque atropello atropellado atropellaron
accident: accidente
fell: caido cayo caida caer caen cae
broke: roto rota rompio romper
hurt: herido herida heridos lastimo lastimado dano
leg: pierna
arm: brazo
head: cabeza
hand: mano
finger: dedo
mouth: boca
hip: cadera
ankle: tobillo
labor: parto contracciones
giving birth: dando_a_luz parir pariendo nacer
pregnant: embarazada
baby: bebe nene nena crio cria
diapers: panales
died: murio muerto muerta fallecio fallecido
dying: muere muriendo morir
kill himself: matarse suicidar suicidarse tirarse
alive: vivo viva
alone: solo sola solos solita solito
crying: llorando llora
afraid: miedo asustado asustada asustes
scream: grita gritando gritos
help: ayuda ayudar ayude socorro auxilio
danger: peligro
urgent: urgente urge urgencia
now: ahora ya ahorita enseguida mismo
today: hoy
tonight: esta_noche
tomorrow: manana
yesterday: ayer anoche
week: semana
monday: lunes martes miercoles jueves viernes
sunday: domingo sabado
hour: hora horas
half: media medio
minutes: minutos minuto rato
day: dia dias
month: mes meses
year: ano anos
late: tarde tardes
time: tiempo
before: antes
after: despues luego
always: siempre
already: todavia aun
again: otra_vez
# : dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cuarenta cincuenta sesenta ochenta cien ciento doscientos mil
child: nino nina ninos ninas chico chica chicos pequeno pequena hijos peque chamaco
son: hijo
daughter: hija
mother: madre mama amma
father: padre papa
parents: padres
grandmother: abuela yaya abuelita
grandfather: abuelo yayo
wife: mujer esposa
husband: marido esposo
brother: hermano
sister: hermana
uncle: tio
aunt: tia
cousin: primo prima
mother in law: suegra suegro
brother in law: cunado cunada
nephew: sobrino sobrina
friend: amigo amiga
family: familia familiar familiares pariente
relative: contacto
somebody: alguien
people: gente personas persona
man: hombre
boss: jefe jefa patron patrona encargado
colleague: companero companera comadre
client: cliente clientes
patient: paciente
teacher: profe profesor profesora maestra maestro tutora
school: colegio escuela cole instituto guarderia
school bus: transporte_escolar
nursing home: residencia asilo
dog: perro perra
cat: gato gata
vet: veterinaria veterinario
horse: caballo yegua
cow: vaca vacas ternero
car: coche carro auto camioneta
truck: camion furgoneta
bus: autobus guagua micro colectivo
train: tren
plane: avion
flight: vuelo
airport: aeropuerto
station: estacion
taxi: taxi
motorbike: moto
phone: telefono movil celular
battery: bateria
number: numero numeros
new number: numero_nuevo nuevo_numero
message: mensaje recado
package: paquete encomienda
delivery: entrega reparto repartidor mensajero
courier: transportista
medicine: medicina medicamento pastillas medicinas jarabe remedio
insulin: insulina
pharmacy: farmacia
work: trabajo curro laburo
office: oficina despacho
store: tienda local negocio almacen
restaurant: restaurante
company: empresa compania
server: servidor sistema
down: caido_el_sistema
meeting: reunion junta
contract: contrato
deadline: plazo vence
notary: notaria notario
judge: juez juzgado juicio
lawyer: abogado abogada
truck driver: camionero chofer conductor
elevator: ascensor elevador
crane: grua
machine: maquina
motor: motor
tank: tanque
freezer: congelador camara_frigorifica nevera
bank: banco
card: tarjeta tarjetas
account: cuenta
gift card: tarjeta_regalo tarjetas_regalo tarjetas_de_regalo
code: codigo clave_que
password: contrasena clave pin
transfer money: transferencia transferir transferirme bizum deposito depositar
euros: euros
dollars: pesos dolares
prize: premio sorteo rifa ganado ganador
offer: oferta promocion descuento
free: gratis gratuito gratuita
insurance: seguro seguros aseguradora
survey: encuesta opinion satisfaccion
sell: vender venta vendemos ventas
price: precio
interested: interesa interesado interesada interesaria
customs: aduana
tax: impuestos hacienda
fine: multa
warranty: garantia
computer: ordenador computadora computador
remote access: anydesk remoto
microsoft: microsoft
virus: virus
secret: secreto digas_nada nadie_se_entere no_le_digas
gold: oro
bail: fianza
arrested: detenido detenida preso arrestado
jail: carcel comisaria
power company: luz_electrica endesa iberdrola
power cut off: cortar_la_luz corte_de_luz
appointment: cita turno
news: noticia novedad
result: resultado resultados analisis
party: fiesta cumpleanos
wedding: boda
recipe: receta
dinner: cena almuerzo comida
lunch: comemos
holiday: vacaciones
chat: charlar platicar
nothing urgent: no_corre_prisa no_es_urgente sin_prisa no_hay_prisa nada_urgente nada_grave cuando_pueda cuando_puedas tranquilo tranquila
no hurry: prisa apuro
fine: perfecto genial estupendo super contento contenta
happy: feliz
safe: a_salvo
it was only: susto fue_nada falsa_alarma
back home: ya_en_casa
resolved: arreglado arreglada solucionado resuelto
wrong number: numero_equivocado equivocado equivocada confundido
cold: frio
snow: nieve
rain: lluvia
dark: oscuro
outside: fuera afuera
below: abajo debajo
up: arriba
here: aqui aca
there: ahi alli alla
with me: a_mi_lado
where: donde
who: quien
when: cuando
how: como
what: cual
everything: todo toda todos
more: mas
much: mucho mucha muchos
very: muy tanto
only: solo_eso nomas
other: otro otra otros
new: nuevo nueva
old: viejo vieja mayor anciano anciana
live: vive
drowning: ahogo piscina
pool: alberca
sea: mar playa
boat: barco lancha
mountain: monte montana sierra
knife: cuchillo navaja
gun: pistola arma
attack: agresion ataco pegando pega
threatening: amenaza amenazando
follow: siguiendo sigue siguen
beat: golpeando paliza
child seat: sillita
sick: enfermo enferma malito malita mareo mareado mareada
worse: empeora empeorado
diabetic: diabetico diabetica azucar
electrocuted: calambrazo electrocutado
poison: veneno lejia
swallowed: trago tragado tragar
choking: atraganta atragantado atragantada
scaffold: andamio
cable: cable cables
fallen tree: arbol
speak english: ingles
press: pulse marque oprima
click: pinche enlace
political: elecciones voto partido
donation: donativo donacion ong
debt: deuda cuota embargo
vote: votar
energy: energia tarifa
fiber: fibra
panels: paneles placas
invest: inversion invertir bitcoin cripto
grandson: nieto nieta
passport: pasaporte
warehouse: almacen deposito bodega nave
factory: fabrica planta taller
worker: obrero operario trabajador trabajadora peon albanil empleado empleada mozo
electrician: electricista
plumber: fontanero plomero
locksmith: cerrajero
caretaker: conserje portero
supplier: proveedor
guest: huesped huespedes
reception: recepcion
shift: turno_de relevo
crushed: aplastado aplastada pillado pillada prensa
under: bajo_el bajo_la
spill: vertido derrame_de derramado
chemical: quimico producto_quimico amoniaco cloro
fridge: frigorifico nevera refrigerador
broken down: averiado averiada averia estropeado estropeada
stopped: parado parada paro detenida_la
does not work: no_funciona no_arranca no_enfria no_va
signature: firma_del
board: consejo
waiting here: esperando_aqui
waiting: esperandole esperandolo
inspector: inspector inspeccion
auction: subasta
tender: licitacion
bleeding a lot: mucha_sangre
sedated: anestesia sedado
consent: consentimiento autorizacion autorizar autorice
x ray: radiografia
intensive care: uci cuidados_intensivos
midwife: matrona comadrona
transplant: trasplante
relapse: recaida
caregiver: cuidadora cuidador canguro ninera
pupil: alumno alumna
threat: amenazan
customer: clienta comensal
delivery man: repartidora
truck: trailer camiones
flat tire: pinchado pinchazo
overturned: volcado volco volcada
road: camino
snowed in: aislados aislado
firefighter: bombero
evacuate: evacuar evacuando desalojar desalojando
short circuit: cortocircuito chispas
sparks: chispazo
collapsed: derrumbe derrumbado hundido desplomado
crack: grieta
training course: curso formacion
magazine: revista suscripcion
review: resena valoracion
recruiter: candidato vacante oferta_de_empleo
website: pagina_web posicionamiento
campaign: campana
invoice: factura facturas
reminder: recordatorio recordarle
catalog: catalogo
finished: terminado acabado listo lista
delivered: entregado entregada
ready: preparado
next week: semana_que_viene proxima_semana
next month: mes_que_viene proximo_mes
congratulations: felicidades enhorabuena felicitar
greetings: saludos saludar saludo
thank you: agradecer agradecerle
`
