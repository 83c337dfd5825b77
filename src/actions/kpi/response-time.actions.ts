import type { KpiActions } from '../action.ts';

export const responseTimeActions: KpiActions = {
  kpiId: 'response_time',
  actions: [
    {
      id: 'response_time.staff-the-hours',
      band: 'at_risk',
      title: {
        en: 'Staff the hours in which their tickets come in',
        de: 'Besetzen Sie die Stunden, in denen die Tickets dieses Kunden eingehen',
      },
      why: {
        en: 'Median wait for the first answer: {value} (tickets: {n}). Compare the hours in which tickets come in with those in which somebody is there.',
        de: 'Median der Wartezeit bis zur ersten Antwort: {value} (Tickets: {n}). Vergleichen Sie, zu welchen Stunden Tickets eingehen und zu welchen jemand da ist.',
      },
    },
    {
      id: 'response_time.answer-before-solving',
      band: 'at_risk',
      title: {
        en: 'Let a person answer within the hour, even before there is a solution',
        de: 'Lassen Sie binnen einer Stunde einen Menschen antworten, auch wenn die Lösung noch fehlt',
      },
      why: {
        en: 'Median wait for the first answer: {value} (tickets: {n}). A named person who has taken over shortens the felt wait more than anything else.',
        de: 'Median der Wartezeit bis zur ersten Antwort: {value} (Tickets: {n}). Wer weiß, dass sich jemand mit Namen kümmert, empfindet die Wartezeit als viel kürzer.',
      },
    },
    {
      id: 'response_time.sort-on-arrival',
      band: 'attention',
      title: {
        en: 'Sort tickets on arrival by topic, so that they reach the right person first',
        de: 'Lassen Sie Tickets beim Eingang nach Thema sortieren, damit sie gleich richtig ankommen',
      },
      why: {
        en: 'Median wait for the first answer: {value} (tickets: {n}). Handing over between teams costs more of it than the answer itself.',
        de: 'Median der Wartezeit bis zur ersten Antwort: {value} (Tickets: {n}). Das Weiterreichen zwischen Teams kostet davon mehr als die Antwort selbst.',
      },
    },
    {
      id: 'response_time.show-the-target',
      band: 'attention',
      title: {
        en: 'Show the team this figure beside the promised first reply',
        de: 'Zeigen Sie Ihrem Team diese Zahl neben der zugesagten Erstantwortzeit',
      },
      why: {
        en: 'Median wait for the first answer: {value} (tickets: {n}). A team that sees its waiting times every day notices delays before the customer complains.',
        de: 'Median der Wartezeit bis zur ersten Antwort: {value} (Tickets: {n}). Wer die Wartezeiten täglich vor Augen hat, bemerkt Verzögerungen, bevor sich der Kunde beschwert.',
      },
    },
    {
      id: 'response_time.promise-it',
      band: 'healthy',
      title: {
        en: 'Write the speed into the offer as a promise',
        de: 'Nehmen Sie die schnelle Erstantwort als Zusage in Ihr Angebot auf',
      },
      why: {
        en: 'Median wait for the first answer: {value} (tickets: {n}). You deliver it already, and in the contract it becomes a reason to renew.',
        de: 'Median der Wartezeit bis zur ersten Antwort: {value} (Tickets: {n}). Sie leisten sie bereits, und im Vertrag wird daraus ein Grund zu verlängern.',
      },
    },
  ],
};
