import {
  IconAdjustmentsHorizontal,
  IconChecklist,
  IconDatabase,
  IconScale,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';

/** The screens of the navigation, in its order. */
export const places = [
  { to: '/customers', message: 'nav.customers', Icon: IconUsers },
  { to: '/actions', message: 'nav.actions', Icon: IconChecklist },
  { to: '/sources', message: 'nav.sources', Icon: IconDatabase },
  { to: '/designer', message: 'nav.designer', Icon: IconAdjustmentsHorizontal },
  { to: '/proof', message: 'nav.proof', Icon: IconScale },
  { to: '/settings', message: 'nav.settings', Icon: IconSettings },
] as const;
