import '@mantine/core/styles.css';
import './app/tokens.css';
import './app/shell.css';
import './actions/actions.css';
import './charts/charts.css';
import './components/components.css';
import './components/dropdown.css';
import './customer/customer.css';
import './customers/customers.css';
import './docs/prose.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { preferredLocale, showLocale } from './text/locale.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

await showLocale(preferredLocale());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
