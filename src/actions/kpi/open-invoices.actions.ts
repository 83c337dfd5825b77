import type { KpiActions } from '../action.ts';

export const openInvoicesActions: KpiActions = {
  kpiId: 'open_invoices',
  actions: [
    {
      id: 'open_invoices.talk-before-dunning',
      band: 'at_risk',
      title: {
        en: 'Speak to your contact before the next reminder goes out',
        de: 'Sprechen Sie mit Ihrer Ansprechperson, bevor die nächste Mahnung hinausgeht',
      },
      why: {
        en: 'Invoices past due: {value} (issued in all: {n}). Several unpaid invoices are often a silent complaint, not a lack of money.',
        de: 'Überfällige Rechnungen: {value} (insgesamt gestellt: {n}). Mehrere unbezahlte Rechnungen sind oft eine stille Reklamation, kein Geldmangel.',
      },
    },
    {
      id: 'open_invoices.agree-instalments',
      band: 'at_risk',
      title: {
        en: 'Agree a payment plan with finance, in writing',
        de: 'Vereinbaren Sie gemeinsam mit der Buchhaltung schriftlich einen Zahlungsplan',
      },
      why: {
        en: 'Invoices past due: {value} (issued in all: {n}). Before the renewal is discussed, it must be clear how the old amounts are paid.',
        de: 'Überfällige Rechnungen: {value} (insgesamt gestellt: {n}). Bevor über die Verlängerung gesprochen wird, muss klar sein, wie die alten Beträge bezahlt werden.',
      },
    },
    {
      id: 'open_invoices.check-address',
      band: 'attention',
      title: {
        en: 'Check invoice address, order number and recipient',
        de: 'Prüfen Sie Rechnungsanschrift, Bestellnummer und Empfänger',
      },
      why: {
        en: 'Invoices past due: {value} (issued in all: {n}). A single late invoice usually lies on the wrong desk.',
        de: 'Überfällige Rechnungen: {value} (insgesamt gestellt: {n}). Eine einzelne verspätete Rechnung liegt meist auf dem falschen Schreibtisch.',
      },
    },
    {
      id: 'open_invoices.remind-in-person',
      band: 'attention',
      title: {
        en: 'Remind in person, in a friendly way, with the invoice attached',
        de: 'Erinnern Sie persönlich und freundlich, mit der Rechnung im Anhang',
      },
      why: {
        en: 'Invoices past due: {value} (issued in all: {n}). A word from a familiar person is answered sooner than an automatic reminder.',
        de: 'Überfällige Rechnungen: {value} (insgesamt gestellt: {n}). Auf eine vertraute Person wird eher geantwortet als auf eine automatische Mahnung.',
      },
    },
    {
      id: 'open_invoices.offer-prepayment',
      band: 'healthy',
      title: {
        en: 'Offer a longer term or yearly prepayment with a discount',
        de: 'Bieten Sie eine längere Laufzeit oder jährliche Vorauszahlung mit Nachlass an',
      },
      why: {
        en: 'Invoices past due: {value} (issued in all: {n}). A customer who pays reliably values a simple bill, and you gain planning certainty.',
        de: 'Überfällige Rechnungen: {value} (insgesamt gestellt: {n}). Wer zuverlässig zahlt, schätzt eine einfache Abrechnung, und Sie gewinnen Planungssicherheit.',
      },
    },
  ],
};
