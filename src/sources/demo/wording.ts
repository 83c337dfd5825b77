import type { Random } from './random.ts';

/** Texts of the demo in the customer's language: German in Germany, Austria and Switzerland, else English. */
interface Wording {
  subjects: readonly [string, ...string[]];
  praise: readonly [string, ...string[]];
  complaint: readonly [string, ...string[]];
  talks: readonly [string, ...string[]];
  firstNames: readonly [string, ...string[]];
  lastNames: readonly [string, ...string[]];
}

const german: Wording = {
  subjects: [
    'Export bricht nach 500 Zeilen ab',
    'Neue Kollegin braucht Zugang',
    'Bericht zeigt den falschen Monat',
    'Rechnung ohne Bestellnummer',
    'Import meldet unbekannte Spalte',
    'Passwort zurücksetzen geht nicht',
    'Dashboard lädt sehr langsam',
    'Frage zu den Nutzerrechten',
    'Schnittstelle antwortet mit Fehler 401',
    'Summe weicht von der Buchhaltung ab',
    'Benachrichtigungen kommen doppelt',
    'Wie richte ich einen Alarm ein?',
    'Umlaute im PDF kaputt',
    'Wunsch: Filter nach Standort',
  ],
  praise: [
    'Schnell und freundlich, danke!',
    'Sofort gelöst.',
    'Sehr gut erklärt.',
    'Spart uns jede Woche Stunden.',
    'So wünscht man sich Support.',
  ],
  complaint: [
    'Drei Tage auf eine Antwort gewartet.',
    'Musste alles zweimal erklären.',
    'Das Problem besteht weiterhin.',
    'Zu teuer für das, was wir nutzen.',
    'Niemand fühlt sich zuständig.',
  ],
  talks: [
    'Stand der offenen Punkte besprochen.',
    'Ziele für das Quartal abgestimmt.',
    'Neue Auswertungen gezeigt.',
    'Fragen zum Vertrag geklärt.',
    'Schulung für zwei neue Kolleginnen.',
  ],
  firstNames: [
    'Katrin',
    'Jens',
    'Aylin',
    'Stefan',
    'Miriam',
    'Uwe',
    'Lena',
    'Bernd',
    'Sabine',
    'Timo',
  ],
  lastNames: [
    'Hartwig',
    'Öztürk',
    'Vogel',
    'Lindner',
    'Behrens',
    'Kurz',
    'Sommer',
    'Pohl',
    'Jansen',
    'Ernst',
  ],
};

const english: Wording = {
  subjects: [
    'Export stops after 500 rows',
    'New colleague needs access',
    'Report shows the wrong month',
    'Invoice without purchase order number',
    'Import complains about an unknown column',
    'Password reset does not arrive',
    'Dashboard is very slow',
    'Question about user rights',
    'API answers with error 401',
    'Total differs from our ledger',
    'Notifications arrive twice',
    'How do I set up an alert?',
    'Special characters broken in PDF',
    'Idea: filter by site',
  ],
  praise: [
    'Quick and friendly, thank you!',
    'Solved at once.',
    'Very well explained.',
    'Saves us hours every week.',
    'This is how support should be.',
  ],
  complaint: [
    'Waited three days for an answer.',
    'Had to explain everything twice.',
    'The problem is still there.',
    'Too expensive for what we use.',
    'Nobody feels responsible.',
  ],
  talks: [
    'Went through the open points.',
    'Agreed on goals for the quarter.',
    'Showed the new reports.',
    'Answered questions about the contract.',
    'Training for two new colleagues.',
  ],
  firstNames: [
    'Claire',
    'Oliver',
    'Ingrid',
    'Marco',
    'Sofia',
    'Piotr',
    'Emma',
    'Lars',
    'Grace',
    'Daan',
  ],
  lastNames: [
    'Marchetti',
    'Lindqvist',
    'Okoye',
    'Dubois',
    'Kowalska',
    'Reyes',
    'Visser',
    'Hughes',
    'Nielsen',
    'Costa',
  ],
};

export const wordingFor = (country: string): Wording =>
  ['DE', 'AT', 'CH'].includes(country) ? german : english;

/** A name as it is written, and its mail address at the domain. */
export function personAt(domain: string, wording: Wording, random: Random) {
  const first = random.pick(wording.firstNames);
  const last = random.pick(wording.lastNames);
  const mailbox = `${first}.${last}`.toLowerCase().replaceAll('ö', 'oe').replaceAll('ü', 'ue');
  return { name: `${first} ${last}`, email: `${mailbox}@${domain}` };
}
