// @ts-nocheck
import type { Server } from '../api/server.ts';
import { serve } from '../api/server.ts';
import type { Fact } from '../facts/index.ts';

export const canary = (fact: Fact, server: Server) => serve(fact, server);
