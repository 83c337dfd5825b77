import { BandHistoryPanel } from './band-history-panel.tsx';
import { ProofTile } from './proof-tile.tsx';
import './portfolio.css';

/** The portfolio as a whole: how its bands moved, and whether they told who would leave. */
export const PortfolioPanels = () => (
  <div className="portfolio">
    <BandHistoryPanel />
    <ProofTile />
  </div>
);
