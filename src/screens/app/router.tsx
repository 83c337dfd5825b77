import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  retainSearchParams,
} from '@tanstack/react-router';
import { actionsSearch } from '../actions/actions-search.ts';
import { CustomersScreen } from '../customers/customers.screen.tsx';
import { designerSearch } from '../designer/designer-search.ts';
import { proofSearch } from '../proof/proof-search.ts';
import { laterTexts } from '../text/locale.ts';
import { BrokenScreen, UnknownAddress } from './lost.tsx';
import {
  asOfSearch,
  customerSearch,
  customersSearch,
  parseSearch,
  sourcesSearch,
  stringifySearch,
  whySearch,
} from './search.ts';
import { Shell } from './shell.tsx';
import { useStatus } from './status.tsx';

/** A screen that is loaded when it is opened, with its texts. */
const lazyScreen: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(async () => {
    const [screen] = await Promise.all([load(), laterTexts()]);
    return screen;
  }, name);

const rootRoute = createRootRoute({
  component: Shell,
  validateSearch: asOfSearch,
  // The day looked at goes along to every screen.
  search: { middlewares: [retainSearchParams(['as_of'])] },
});

const Home = () => <Navigate to={useStatus().has_data ? '/customers' : '/start'} replace />;

const homeRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home });

const startRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/start',
  // Its texts are among those of the first visit.
  component: lazyRouteComponent(
    () => import('../first-run/first-run.screen.tsx'),
    'FirstRunScreen',
  ),
});

const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers',
  validateSearch: customersSearch,
  component: CustomersScreen,
});

const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$account',
  validateSearch: customerSearch,
  component: lazyScreen(() => import('../customer/customer.screen.tsx'), 'CustomerScreen'),
});

const whyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$account/why',
  validateSearch: whySearch,
  component: lazyScreen(() => import('../why/why.screen.tsx'), 'WhyScreen'),
});

const actionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/actions',
  validateSearch: actionsSearch,
  component: lazyScreen(() => import('../actions/actions.screen.tsx'), 'ActionsScreen'),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyScreen(() => import('../sources/sources.screen.tsx'), 'SourcesScreen'),
});

const designerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/designer',
  validateSearch: designerSearch,
  component: lazyScreen(() => import('../designer/designer.screen.tsx'), 'DesignerScreen'),
});

const proofRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/proof',
  validateSearch: proofSearch,
  component: lazyScreen(() => import('../proof/proof.screen.tsx'), 'ProofScreen'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyScreen(() => import('../settings/settings.screen.tsx'), 'SettingsScreen'),
});

const docsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/docs',
  component: lazyScreen(() => import('../docs/docs.screen.tsx'), 'DocsScreen'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    startRoute,
    customersRoute,
    customerRoute,
    whyRoute,
    actionsRoute,
    sourcesRoute,
    designerRoute,
    proofRoute,
    settingsRoute,
    docsRoute,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: UnknownAddress,
  defaultErrorComponent: BrokenScreen,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
