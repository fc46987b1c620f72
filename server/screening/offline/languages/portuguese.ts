/** What Portuguese words mean in English, `english: portuguese …`; without accents, `_` joins two words. */
export const portuguese = `
is bleeding: sangra sangrando
it is on fire: pegando_fogo pegou_fogo
on the way: a_caminho
what hour: que_horas
where lives: onde_mora
address: endereco morada
the: o a os as
a: um uma uns umas
and: e
or: ou
but: mas porem
of: de do da dos das
to: ao aos para pra pro
in: em no na nos nas dentro
on: sobre em_cima
at: as ate
with: com comigo contigo
without: sem
by: por pelo pela
because: porque pois
that: que isso aquele aquela esse essa
this: isto este esta
if: se
not: nao nem
never: nunca jamais
nobody: ninguem
nothing: nada
yes: sim
no: nao_senhor
i: eu
me: me mim
my: meu minha meus minhas
you: voce tu te voces senhor_a
your: seu sua seus suas teu tua vosso vossa
he: ele
she: ela
we: nos_temos a_gente
our: nosso nossa nossos nossas
they: eles elas
his: dele dela
is: e esta ta era sendo sido foi
am: sou estou to
are: sao estao somos estamos
there is: ha tem_um tem_uma havia houve
has: tem teve tinha
have: tenho temos ter
do: faz fazer faco fazem feito fez
go: vai ir vamos vou vao va
went: foi_embora fomos foram ido
come: vem vir venha venham vindo
came: veio vieram chegou_aqui
please come: venha_logo venha_rapido venham_rapido
can: pode posso podem podemos poderia
could not: conseguiu consegui
want: quero quer querem queria gostaria
need: preciso precisa precisam precisamos
must: deve tem_que tenho_que devem
know: sei sabe sabem saber
do not know: nao_sei nao_sabe nao_sabemos
say: diz dizer digo disse dizem diga
tell: conta contar avisar avise aviso
ask: pergunta perguntar perguntando pede pedir pedindo
call: ligar ligo ligou ligue liga chamar chama chame ligando
call back: retornar retorno
answer: atende atender responde atendeu
speak: falar falo fala falamos falem
see: ver vejo visto vendo
look: olha olhar olhe
hear: ouve ouvir ouco ouviu escute
wait: espera esperar espere esperando esperam aguarda aguardando
stay: fica ficar ficou
leave: deixa deixar deixou deixei
stand: de_pe
lie: deitado deitada
bring: traz trazer trouxe traga
take: leva levar levou tomar tomou
pick up: buscar busca busque pegar
put: poe por_isso colocar colocou posto
give: da dar deu dado
send: manda mandar mandou enviar envio enviou
open: abre abrir aberto aberta abra
close: fecha fechar fechado fechada
arrived: cheguei chegou chegar chegamos
find: acho encontrar encontrei encontrado achei
lost: perdido perdida perdeu perdi
missing: sumiu desaparecido desaparecida falta faltam
sleep: dormir dormindo dorme
wake up: acorda acordar acordou
eat: comer comeu come
buy: compra comprar
pay: pagar paga pague pagou pago
money: dinheiro grana
sign: assinar assina assine assinatura
hello: ola alo oi
good day: bom_dia boa_tarde boa_noite
good: bom boa bem bons
bad: mau ma mal grave pior
please: por_favor favor
thanks: obrigado obrigada
sorry: desculpe desculpa perdao
mr: senhor
mrs: senhora dona
house: casa casas
home: em_casa pra_casa
flat: apartamento
building: predio edificio
neighbor: vizinho vizinha vizinhos
door: porta portas
gate: portao
key: chave chaves
locksmith: chaveiro serralheiro
locked out: trancado_fora trancada_fora sem_chave
locked in: trancado trancada preso_dentro presa_dentro
stuck: preso_no presa_no entalado atolado atolada encalhado
elevator: elevador
stairs: escada escadas
kitchen: cozinha
bathroom: banheiro
roof: telhado
ceiling: teto
wall: parede muro
floor: chao piso andar
window: janela
cellar: porao cave
garage: garagem
garden: jardim quintal
street: rua estrada
highway: autoestrada rodovia
fire: fogo incendio
on fire: chamas queimando queima ardendo arder
smoke: fumaca fumo
burning: queimado queimada
smell: cheiro cheira
gas: gas
leak: vazamento vazando fuga pinga
water: agua
flooded: inundado inundada alagado alagou
burst: estourou rebentou estourado
pipe: cano tubo canalizacao
boiler: caldeira aquecedor
electricity: eletricidade corrente
light: luz
alarm: alarme
broken into: arrombaram arrombada arrombado invadiram
stole: roubaram roubo roubado roubou
thief: ladrao ladroes
police: policia delegacia
firefighters: bombeiros bombeiro
ambulance: ambulancia samu
hospital: hospital clinica pronto_socorro
emergency: emergencia
er-room: urgencia urgencias
doctor: medico medica doutor doutora
nurse: enfermeira enfermeiro
midwife: parteira
surgery: operacao cirurgia operar operando
blood: sangue
bleeding: sangramento
breathe: respira respirar respirando
not breathing: nao_respira sufocando engasgado engasgada
unconscious: inconsciente desmaiado desmaiada desmaiou desacordado
pain: dor doi dores
chest: peito
heart: coracao
heart attack: infarto enfarte ataque_cardiaco
stroke: derrame avc
seizure: convulsao convulsoes
fever: febre
vomiting: vomita vomitando vomitou
allergy: alergia alergico alergica
swollen: inchado inchada
hit: atropelado atropelada bateu batida batemos
accident: acidente
fell: caiu caido caida cair
broke: quebrou quebrado quebrada partiu
hurt: ferido ferida machucado machucada machucou
leg: perna
arm: braco
head: cabeca
hand: mao
mouth: boca
hip: quadril anca
back: costas
labor: contracoes
giving birth: parto nascendo
pregnant: gravida
baby: bebe nenem
died: morreu morto morta faleceu
dying: morrendo morrer
kill himself: se_matar matar suicidar suicidio
alone: sozinho sozinha so
crying: chorando chora chorar
afraid: medo assustado assustada
scream: grita gritando gritos
help: ajuda ajudar ajude socorro
danger: perigo
urgent: urgente urgencia_de
now: agora ja logo imediatamente
today: hoje
tonight: esta_noite
tomorrow: amanha
yesterday: ontem
week: semana
monday: segunda terca quarta quinta sexta
sunday: domingo sabado
hour: hora horas
half: meia_hora metade
minutes: minuto minutos
day: dia dias
month: mes meses
year: ano anos
late: tarde
time: tempo
before: antes
after: depois apos
always: sempre
still: ainda
already: ja_foi
again: de_novo outra_vez
#: dois duas tres quatro cinco seis sete oito nove dez onze doze quinze vinte trinta quarenta cinquenta cem duzentos mil
child: crianca criancas menino menina
son: filho
daughter: filha
mother: mae mamae
father: pai papai
parents: pais
grandmother: avo_dela vovo
grandfather: avo
wife: mulher esposa
husband: marido esposo
brother: irmao
sister: irma
uncle: tio
aunt: tia
cousin: primo prima_dele
mother in law: sogra sogro
nephew: sobrinho sobrinha
friend: amigo amiga
family: familia familiar
somebody: alguem
people: gente pessoas pessoa
man: homem
boss: chefe patrao
colleague: colega
client: cliente clientes
patient: paciente
teacher: professor professora
school: escola colegio creche
nursing home: asilo_de
dog: cachorro cao cadela
cat: gato gata
vet: veterinario veterinaria
horse: cavalo
car: carro
truck: caminhao camiao
bus: onibus autocarro
train: trem comboio
plane: aviao
flight: voo
airport: aeroporto
station: estacao
taxi: taxi
phone: telefone celular telemovel
battery: bateria
number: numero numeros
new number: numero_novo novo_numero
message: recado mensagem
package: pacote encomenda
delivery: entrega entregar entregador
courier: estafeta motoboy transportadora
medicine: remedio medicamento comprimidos
insulin: insulina
pharmacy: farmacia
work: trabalho emprego
office: escritorio
store: loja
restaurant: restaurante
company: empresa companhia
server: servidor
meeting: reuniao
contract: contrato
deadline: prazo
notary: cartorio notario
judge: juiz tribunal
lawyer: advogado advogada
machine: maquina
bank: banco
card: cartao
account: conta
gift card: cartao_presente cartoes_presente vale_presente
code: codigo
password: senha palavra_passe
transfer money: transferencia transferir pix
euros: euros
dollars: reais dolares
prize: premio sorteio ganhou
offer: oferta promocao desconto
free: gratis gratuito
insurance: seguro seguradora
survey: pesquisa inquerito opiniao satisfacao
sell: vender venda vendemos
price: preco
interested: interessa interessado interessada interesse
customs: alfandega
tax: imposto impostos financas receita_federal
fine: multa
warranty: garantia
computer: computador
remote access: acesso_remoto anydesk
microsoft: microsoft
virus: virus
secret: segredo nao_conte
bail: fianca
arrested: preso presa detido
jail: cadeia prisao
appointment: consulta marcacao
news: noticia novidade
result: resultado resultados exame exames
party: festa aniversario
wedding: casamento
recipe: receita
dinner: jantar almoco
holiday: ferias
chat: conversar bater_papo papo
nothing urgent: nada_urgente sem_pressa quando_puder
no hurry: pressa
happy: feliz contente
safe: a_salvo
it was only: susto alarme_falso
resolved: resolvido resolvida consertado
wrong number: numero_errado engano
cold: frio
dark: escuro
outside: fora
below: embaixo abaixo
up: acima
here: aqui
there: ali la
where: onde
who: quem
when: quando
how: como
what: o_que qual
everything: tudo todo toda
more: mais
much: muito muita muitos
very: tao
only: somente apenas
other: outro outra outros
new: novo nova
old: velho velha idoso idosa
drowning: afogando afogado
pool: piscina
knife: faca
gun: arma pistola
attack: ataque agressao
threatening: ameaca ameacando
follow: seguindo segue
beat: batendo_nele espancando
sick: doente passando_mal
worse: piorou piora
diabetic: diabetico diabetica
poison: veneno
swallowed: engoliu
press: pressione tecle aperte
click: clique
political: eleicoes voto partido
donation: doacao doar
debt: divida
energy: energia tarifa
panels: paineis
invest: investir investimento bitcoin
grandson: neto neta
passport: passaporte
factory: fabrica
worker: operario trabalhador funcionario
electrician: eletricista
plumber: encanador canalizador
caretaker: porteiro zelador
guest: hospede hospedes
under: debaixo
broken down: avariado avariada pifou
does not work: nao_funciona
waiting here: esperando_aqui
invoice: fatura faturas
reminder: lembrete lembrar
delivered: entregue
next week: proxima_semana
next month: proximo_mes
congratulations: parabens
greetings: lembrancas cumprimentos
speak english: ingles
`
