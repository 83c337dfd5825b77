import type { KpiActions } from '../action.ts';

export const npsActions: KpiActions = {
  kpiId: 'nps',
  actions: [
    {
      id: 'nps.call-detractors',
      band: 'at_risk',
      title: {
        en: 'Call each detractor and ask for the one reason',
        de: 'Rufen Sie alle Detraktoren an und fragen Sie nach dem einen Grund',
      },
      why: {
        en: 'Net Promoter Score: {value} (people who answered: {n}). More people advise against you than for you, and they talk to the one who signs.',
        de: 'Net Promoter Score: {value} (Personen mit Antwort: {n}). Mehr Menschen raten von Ihnen ab als zu, und sie sprechen mit der Person, die unterschreibt.',
      },
    },
    {
      id: 'nps.report-back',
      band: 'at_risk',
      title: {
        en: 'Tell all who answered what will change, and by when',
        de: 'Teilen Sie allen Befragten mit, was sich bis wann ändert',
      },
      why: {
        en: 'Net Promoter Score: {value} (people who answered: {n}). A survey without consequence lowers the next score further.',
        de: 'Net Promoter Score: {value} (Personen mit Antwort: {n}). Eine Umfrage ohne Folgen senkt das nächste Ergebnis weiter.',
      },
    },
    {
      id: 'nps.win-over-passives',
      band: 'attention',
      title: {
        en: 'Ask those who gave 7 or 8 what is missing for a 9',
        de: 'Fragen Sie alle, die 7 oder 8 gegeben haben, was zur 9 fehlt',
      },
      why: {
        en: 'Net Promoter Score: {value} (people who answered: {n}). The undecided are the shortest way to a better score.',
        de: 'Net Promoter Score: {value} (Personen mit Antwort: {n}). Die Unentschlossenen sind der kürzeste Weg zu einem besseren Ergebnis.',
      },
    },
    {
      id: 'nps.ask-more-people',
      band: 'attention',
      title: {
        en: 'Ask more people, above all those who decide',
        de: 'Befragen Sie mehr Personen, vor allem die mit Entscheidungsbefugnis',
      },
      why: {
        en: 'Net Promoter Score: {value} (people who answered: {n}). With few answers one voice swings the score, and the deciding voice may be missing.',
        de: 'Net Promoter Score: {value} (Personen mit Antwort: {n}). Bei wenigen Antworten kippt eine Stimme das Ergebnis, und die entscheidende fehlt vielleicht.',
      },
    },
    {
      id: 'nps.ask-promoters',
      band: 'healthy',
      title: {
        en: 'Ask the promoters for a referral or a case study',
        de: 'Bitten Sie die Promotoren um eine Empfehlung oder einen Anwenderbericht',
      },
      why: {
        en: 'Net Promoter Score: {value} (people who answered: {n}). They have said that they would recommend you, so give them the occasion.',
        de: 'Net Promoter Score: {value} (Personen mit Antwort: {n}). Diese Menschen würden Sie empfehlen: Geben Sie ihnen die Gelegenheit dazu.',
      },
    },
  ],
};
