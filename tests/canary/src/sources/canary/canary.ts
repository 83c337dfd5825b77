// @ts-nocheck
import { connect } from '../../db/connect.ts';
import { other } from '../other/other.ts';

export const canary = [connect, other];
