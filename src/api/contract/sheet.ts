import { z } from 'zod';
import { locales } from '../../lib/format/format.ts';

/**
 * What every CSV of the API is asked for besides its rows: the language of the spreadsheet it is for (`de` parts cells by
 * semicolons and writes decimal commas); without one it is for programs: commas, decimal points, no mark, texts as they are.
 */
export const SheetQuery = z.object({ language: z.enum(locales).optional() });
