// @ts-nocheck
export { connect } from '../../db/connect.ts';
