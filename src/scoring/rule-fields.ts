/** A name a rule may use, and what may be compared with it. */
export interface RuleField {
  /** As rules write it: `segment`, `custom.tier`, a KPI's id. */
  readonly name: string;
  /** `custom` compares with texts and numbers alike, because an unknown column holds texts. */
  readonly type: 'text' | 'number' | 'custom';
  /** All there is to compare with, where that is a fixed list. */
  readonly values?: readonly string[];
}

const ATTRIBUTES: readonly RuleField[] = [
  { name: 'segment', type: 'text' },
  { name: 'stage', type: 'text' },
  { name: 'country', type: 'text' },
  { name: 'industry', type: 'text' },
  { name: 'csm', type: 'text' },
  { name: 'mrr', type: 'number' },
  { name: 'age_days', type: 'number' },
];

const BANDS = ['healthy', 'attention', 'at_risk', 'unknown'];

/** Fields of rules of profiles: attributes of an account (definitions.md 10, Profiles and attributes). */
export const attributeFields = (customNames: readonly string[]): RuleField[] => [
  ...ATTRIBUTES,
  ...customNames.map((name): RuleField => ({ name: customField(name), type: 'custom' })),
];

/** Fields of exceptions and of conditions of actions: readings by KPI, and what they come to before any cap. */
export const readingFields = (kpiIds: readonly string[]): RuleField[] => [
  { name: 'health', type: 'number' },
  { name: 'band', type: 'text', values: BANDS },
  { name: 'coverage', type: 'number' },
  ...kpiIds.map((name): RuleField => ({ name, type: 'number' })),
];

const CUSTOM = 'custom.';

/** The field of an unknown column that accounts came with. */
export const customField = (column: string): string => `${CUSTOM}${column}`;

/** The column of a custom field; null for every other field. */
export const columnOfCustomField = (field: string): string | null =>
  field.startsWith(CUSTOM) ? field.slice(CUSTOM.length) : null;
