import type { StoryName } from './stories.ts';

type Segment = 'enterprise' | 'mid_market' | 'small';

export interface Company {
  id: string;
  name: string;
  domain: string;
  country: string;
  industry: string;
  segment: Segment;
  /** Monthly revenue at first, in the account's currency. */
  mrr: number;
  /** People who may log in. */
  users: number;
  story: StoryName;
  /** Months since the first contract began. */
  joined: number;
  currency: string;
  csmEmail: string;
  parentId?: string;
}

type Line = readonly [
  name: string,
  country: string,
  industry: string,
  segment: Segment,
  mrr: number,
  users: number,
  story: StoryName,
  joined: number,
];

/** Invented companies; any likeness to a real one is chance. */
const lines: readonly Line[] = [
  ['Morgenpfad Logistik GmbH', 'DE', 'logistics', 'mid_market', 2400, 5, 'steady', 41],
  ['Silberlauf Maschinenbau AG', 'DE', 'manufacturing', 'enterprise', 8200, 8, 'productFault', 29],
  ['Tannquell Getränke GmbH', 'DE', 'food', 'small', 540, 3, 'steady', 16],
  ['Windschatten Energie AG', 'DE', 'energy', 'enterprise', 11500, 8, 'growing', 33],
  ['Windschatten Netze GmbH', 'DE', 'energy', 'mid_market', 3100, 5, 'steady', 22],
  ['Lerchenturm Verlag GmbH', 'DE', 'media', 'mid_market', 1900, 5, 'championLeft', 26],
  ['Kupferhafen Spedition KG', 'DE', 'logistics', 'mid_market', 2250, 5, 'invoiceTrouble', 19],
  ['Brombeerfeld Naturkost GmbH', 'DE', 'food', 'small', 420, 3, 'onboarding', 3.4],
  ['Eisvogel Messtechnik GmbH', 'DE', 'manufacturing', 'mid_market', 2800, 6, 'loudButLoyal', 47],
  ['Dreibrück Versicherungsmakler', 'DE', 'insurance', 'small', 690, 3, 'silentChurner', 24],
  ['Nebelstein Optik GmbH', 'DE', 'manufacturing', 'mid_market', 2100, 4, 'crisisSolved', 31],
  ['Rotkamm Agrarhandel eG', 'DE', 'agriculture', 'mid_market', 1750, 4, 'seasonalDip', 38],
  ['Haselgrund Kliniken gGmbH', 'DE', 'health', 'enterprise', 9400, 9, 'understaffed', 27],
  ['Sternwarte Software GmbH', 'DE', 'software', 'mid_market', 3300, 6, 'growing', 20],
  ['Blauwinkel Möbel GmbH', 'DE', 'retail', 'mid_market', 1600, 4, 'steady', 14],
  ['Quellmoor Chemie AG', 'DE', 'chemicals', 'enterprise', 7800, 8, 'steady', 52],
  ['Federkiel Bildung gGmbH', 'DE', 'education', 'small', 380, 3, 'seasonalDip', 25],
  ['Ankerplatz Touristik GmbH', 'DE', 'travel', 'mid_market', 1450, 4, 'budgetCut', 23],
  ['Steinmarder Baustoffe GmbH', 'DE', 'construction', 'mid_market', 2600, 5, 'costly', 21],
  ['Mondfeld Kosmetik GmbH', 'DE', 'retail', 'small', 610, 3, 'steady', 11],
  ['Kiesgold Immobilien AG', 'DE', 'real_estate', 'mid_market', 2900, 5, 'priceFight', 30],
  ['Ulmenhof Pflegedienste GmbH', 'DE', 'health', 'small', 480, 3, 'steady', 28],
  ['Zweistrom Druckerei GmbH', 'DE', 'media', 'small', 350, 2, 'sleeping', 34],
  ['Falkenschlag Sicherheit GmbH', 'DE', 'services', 'mid_market', 1850, 4, 'recovering', 26],
  ['Grünspecht Gartenbedarf KG', 'DE', 'retail', 'small', 520, 3, 'growing', 13],
  ['Bernsteinweg Textil GmbH', 'DE', 'textiles', 'mid_market', 1700, 4, 'lostToCompetitor', 28],
  ['Hohlweg Elektronik GmbH', 'DE', 'manufacturing', 'mid_market', 2700, 5, 'steady', 36],
  ['Drosselbach Papier AG', 'DE', 'manufacturing', 'enterprise', 6900, 7, 'championLeft', 44],
  ['Siebenlinden Apotheken eG', 'DE', 'health', 'mid_market', 2050, 5, 'steady', 18],
  ['Wetterhorn Sportartikel GmbH', 'AT', 'retail', 'mid_market', 1950, 4, 'seasonalDip', 32],
  ['Gletschertor Seilbahnen AG', 'AT', 'travel', 'mid_market', 2300, 5, 'steady', 45],
  ['Marillenhain Feinkost GmbH', 'AT', 'food', 'small', 450, 3, 'invoiceTrouble', 17],
  ['Donaulicht Medizintechnik GmbH', 'AT', 'health', 'enterprise', 7200, 7, 'recovering', 39],
  ['Rütlisand Treuhand AG', 'CH', 'finance', 'mid_market', 3400, 5, 'steady', 29],
  ['Firnglas Präzision AG', 'CH', 'manufacturing', 'enterprise', 8800, 7, 'growing', 24],
  ['Northlace Analytics Ltd', 'GB', 'software', 'mid_market', 2650, 5, 'crisisSolved', 22],
  ['Thistledown Insurance plc', 'GB', 'insurance', 'enterprise', 9900, 8, 'loudButLoyal', 37],
  ['Copperwren Foods Ltd', 'GB', 'food', 'mid_market', 1800, 4, 'understaffed', 19],
  ['Saltmarsh & Pell Ltd', 'GB', 'services', 'small', 560, 3, 'justSigned', 0.7],
  ['Bluefinch Robotics Inc', 'US', 'manufacturing', 'enterprise', 10400, 8, 'steady', 30],
  ['Harborlight Freight LLC', 'US', 'logistics', 'mid_market', 3000, 5, 'absorbed', 27],
  ['Juniper Hollow Health Inc', 'US', 'health', 'mid_market', 2850, 5, 'onboarding', 2.6],
  ['Clair-Tilleul Distribution SA', 'FR', 'retail', 'mid_market', 2150, 5, 'growing', 21],
  ['Atelier Vermillon SARL', 'FR', 'media', 'small', 470, 3, 'silentChurner', 20],
  ['Pont-aux-Cygnes Conseil SAS', 'FR', 'services', 'mid_market', 1650, 4, 'costly', 24],
  ['Zilverduin Logistiek BV', 'NL', 'logistics', 'mid_market', 2500, 5, 'crisisSolved', 33],
  ['Korenmolen Zaden BV', 'NL', 'agriculture', 'mid_market', 1550, 4, 'badData', 26],
  ['Vuurtoren Maritiem NV', 'NL', 'shipping', 'enterprise', 7600, 7, 'championLeft', 31],
  ['Björkglänta Trä AB', 'SE', 'construction', 'mid_market', 2200, 4, 'steady', 25],
  ['Norrskensviken Data AB', 'SE', 'software', 'mid_market', 2750, 5, 'cameBack', 35],
  ['Fjordlys Fiskeri AS', 'NO', 'food', 'mid_market', 1900, 4, 'championLeft', 23],
  ['Ravnsø Vindteknik A/S', 'DK', 'energy', 'mid_market', 3200, 5, 'growing', 28],
  ['Bursztynowy Port Sp. z o.o.', 'PL', 'shipping', 'mid_market', 1500, 4, 'invoiceTrouble', 22],
  ['Lipowa Aleja Meble Sp. z o.o.', 'PL', 'retail', 'small', 400, 3, 'sleeping', 29],
  ['Olmo Vecchio Ceramiche SpA', 'IT', 'manufacturing', 'mid_market', 1750, 4, 'loudButLoyal', 34],
  ['Torre di Vento Viaggi Srl', 'IT', 'travel', 'small', 520, 3, 'silentChurner', 18],
  ['Almendro Azul Salud SL', 'ES', 'health', 'mid_market', 1850, 4, 'productFault', 21],
  ['Faro del Sur Energía SA', 'ES', 'energy', 'enterprise', 6600, 7, 'costly', 32],
  ['Pedra Clara Hotéis Lda', 'PT', 'travel', 'small', 490, 3, 'onboarding', 4.2],
  ['Modrý Most Strojírny a.s.', 'CZ', 'manufacturing', 'mid_market', 2000, 5, 'understaffed', 26],
];

const csms = {
  'anna.keller@hale.example': ['logistics', 'shipping', 'manufacturing'],
  'murat.aydin@hale.example': ['energy', 'health', 'insurance', 'finance', 'chemicals'],
  'julia.brandt@hale.example': ['software', 'media', 'education', 'services', 'real_estate'],
  'tom.okafor@hale.example': [
    'retail',
    'food',
    'travel',
    'agriculture',
    'textiles',
    'construction',
  ],
};

const currencies: Readonly<Record<string, string>> = {
  'Firnglas Präzision AG': 'CHF',
  'Bluefinch Robotics Inc': 'USD',
};

const parents: Readonly<Record<string, string>> = {
  'Windschatten Netze GmbH': 'Windschatten Energie AG',
};

const spelled: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ø: 'o',
  ý: 'y',
  é: 'e',
  í: 'i',
};

/** The first two words in plain letters, which no two companies share. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z]/g, (letter) => spelled[letter] ?? ' ')
    .split(' ')
    .filter((word) => word.length > 1)
    .slice(0, 2)
    .join('-');

const csmOf = (industry: string): string =>
  Object.entries(csms).find(([, industries]) => industries.includes(industry))?.[0] ??
  'anna.keller@hale.example';

const idOf = (name: string): string => `demo-${slugOf(name)}`;

export const companies: readonly Company[] = lines.map(
  ([name, country, industry, segment, mrr, users, story, joined]) => {
    const parent = parents[name];
    return {
      id: idOf(name),
      name,
      domain: `${slugOf(name)}.example`,
      country,
      industry,
      segment,
      mrr,
      users,
      story,
      joined,
      currency: currencies[name] ?? 'EUR',
      csmEmail: csmOf(industry),
      ...(parent !== undefined && { parentId: idOf(parent) }),
    };
  },
);
