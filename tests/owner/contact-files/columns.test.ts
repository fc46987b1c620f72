/** Columns that say more than a number and a name: used, or the line is refused. */
import { expect, test } from 'vitest'
import { brief, read } from './read.ts'

const csv = (file: string) => brief(read(file, 'csv'))

test.each([
  [
    'Outlook in German',
    'Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Fax geschäftlich;Telefon geschäftlich;Telefon privat;Mobiltelefon;Telefon Assistent;Kategorien\nFrau;Jane;Q;Doe;;Praxis;+14155550199;+14155550111;;+14155550112;+14155550198;Familie;Freunde',
  ],
  [
    'Outlook in French',
    'Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Télécopie (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Téléphone de l\'assistant(e),Catégories\nFrau,Jane,Q,Doe,,Praxis,+14155550199,+14155550111,,+14155550112,+14155550198,"Familie;Freunde"',
  ],
  [
    'Outlook in Spanish',
    'Tratamiento,Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Fax del trabajo,Teléfono del trabajo,Particular: teléfono,Teléfono móvil,Teléfono del ayudante,Categorías\nFrau,Jane,Q,Doe,,Praxis,+14155550199,+14155550111,,+14155550112,+14155550198,"Familie;Freunde"',
  ],
])('%s', (_, file) => {
  expect(
    csv(
      file
        .replace('Familie;Freunde\n', '"Familie;Freunde"')
        .replace(/;Familie;Freunde$/, ';"Familie;Freunde"'),
    ),
  ).toEqual([
    '2: +14155550111 Frau Jane Q Doe (Familie)',
    '2: +14155550112 Frau Jane Q Doe (Familie)',
  ])
})

test.each([
  [
    'First Name,Last Name,Display Name,Nickname,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number',
  ],
  [
    'Vorname,Nachname,Anzeigename,Spitzname,Tel. dienstlich,Tel. privat,Fax-Nummer,Pager-Nummer,Mobil-Tel.-Nr.',
  ],
  [
    'Prénom,Nom de famille,Nom à afficher,Surnom,Tél. professionnel,Tél. personnel,Fax,Pager,Portable',
  ],
  [
    'Nombre,Apellidos,Mostrar como,Apodo,Teléfono del trabajo,Teléfono particular,Número de fax,Número de buscapersonas,Número de móvil',
  ],
])('Thunderbird: %s', (header) => {
  expect(
    csv(
      `${header}\nJane,Doe,Jane Q Doe,JJ,+14155550111,+14155550112,+14155550197,+14155550198,+14155550113`,
    ),
  ).toEqual([
    '2: +14155550111 Jane Q Doe (imported)',
    '2: +14155550112 Jane Q Doe (imported)',
    '2: +14155550113 Jane Q Doe (imported)',
  ])
})

test.each([
  ['country', 'DE', '030 23125012', '+493023125012'],
  ['Country', 'Germany', '030 23125012', '+493023125012'],
  ['Land', 'Deutschland', '030 23125012', '+493023125012'],
  ['Pays', 'Allemagne', '030 23125012', '+493023125012'],
  ['País', 'Alemania', '030 23125012', '+493023125012'],
  ['Country Code', '+49', '030 23125012', '+493023125012'],
  ['Ländervorwahl', '0049', '30 23125012', '+493023125012'],
  ['Country code', '49.0', '030 23125012', '+493023125012'],
  ['Country code', '39', '333 1234567', '+393331234567'],
  ['Home', '1 Main Street', '415-555-0111', '+14155550111'],
  ['Work', '94107', '415-555-0111', '+14155550111'],
  ['country', 'DE', '+14155550111', '+14155550111'],
  ['Area code', '415', '555-0111', '+14155550111'],
  ['Phone country', 'UK', '020 7946 0018', '+442079460018'],
])('a column %s with %s makes %s %s', (header, cell, number, expected) => {
  expect(csv(`name,${header},phone\nJane,${cell},${number}`)).toEqual([
    `2: ${expected} Jane (imported)`,
  ])
})

test.each([
  ['country', 'Atlantis', '030 23125012', 'No country is called "Atlantis"'],
  ['Country code', '+1', '1 415 555 0111', 'It is not clear whether'],
  ['Country code', '39', '612345678', 'has lost a 0'],
  ['Country code', '49', '3023125012.0', 'quantity'],
  ['Area code', '415', '5550111.0', 'quantity'],
  ['Landekode', '+45', '415 555 0111', '"+45" belongs to the number'],
  ['Předvolba', '00420', '415 555 0111', '"00420" belongs to the number'],
  ['Business Country/Region', 'Germany', '415-555-0111', 'names no country: write it in full'],
  [
    'Fernsprecher',
    '+14155550119',
    '415-555-0111',
    'stands in a column that is not known to have numbers',
  ],
  ['Callback', '415-555-0119', '415-555-0111', 'call the column Phone'],
  ['Home', '4155550119', '415-555-0111', 'call the column Phone'],
  ['Geschäftlich', '(415) 555-0119', '415-555-0111', 'call the column Phone'],
])('a column %s with %s beside %s is told', (header, cell, number, problem) => {
  expect(csv(`name,${header},phone\nJane,${cell},${number}`).at(-1)).toContain(problem)
})

test.each([
  '+14155550111;+14155550112',
  '+14155550111 ::: +14155550112',
  '+14155550111 / +14155550112',
  '+14155550111 or +14155550112',
  '+14155550111, +14155550112',
  '+14155550111\n+14155550112',
])('%j in one cell are two numbers', (cell) => {
  expect(csv(`name,phone\nJane,"${cell}"`)).toEqual([
    '2: +14155550111 Jane (imported)',
    '2: +14155550112 Jane (imported)',
  ])
})

test('one of two numbers in a cell that is none is told', () => {
  const lines = csv('name,phone\nJane,"+14155550111; 23125012"')
  expect(lines[0]).toBe('2: +14155550111 Jane (imported)')
  expect(lines[1]).toContain('"23125012" is no number that can be dialled')
})
