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
  component: lazyRouteComponent(() => import('../customer/customer.screen.tsx'), 'CustomerScreen'),
});

const whyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customers/$account/why',
  validateSearch: whySearch,
  component: lazyRouteComponent(() => import('../why/why.screen.tsx'), 'WhyScreen'),
});

const actionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/actions',
  validateSearch: actionsSearch,
  component: lazyRouteComponent(() => import('../actions/actions.screen.tsx'), 'ActionsScreen'),
});

const sourcesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sources',
  validateSearch: sourcesSearch,
  component: lazyRouteComponent(() => import('../sources/sources.screen.tsx'), 'SourcesScreen'),
});

const designerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/designer',
  validateSearch: designerSearch,
  component: lazyRouteComponent(() => import('../designer/designer.screen.tsx'), 'DesignerScreen'),
});

const proofRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/proof',
  validateSearch: proofSearch,
  component: lazyRouteComponent(() => import('../proof/proof.screen.tsx'), 'ProofScreen'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../settings/settings.screen.tsx'), 'SettingsScreen'),
});

const docsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/docs',
  component: lazyRouteComponent(() => import('../docs/docs.screen.tsx'), 'DocsScreen'),
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
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
