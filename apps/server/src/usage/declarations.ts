import { createRoute } from '@hono/zod-openapi';
import { jsonAnswer, refusals } from '../http/schemas.ts';
import { asRole, signedIn } from '../http/who-may.ts';
import {
  OperatorReport,
  OperatorReportQuery,
  RecordList,
  RecordsQuery,
  Report,
  ReportQuery,
  Stats,
} from './schemas.ts';

const tags = ['Usage'];
const csv = { 'text/csv': { schema: { type: 'string' as const } } };

export const report = createRoute({
  method: 'get',
  path: '/api/usage/report',
  operationId: 'getUsageReport',
  tags,
  summary: 'Use by day, model, feature and key, as JSON or CSV',
  middleware: signedIn,
  request: { query: ReportQuery },
  responses: {
    200: {
      description: 'The report; a file with format=csv.',
      content: { ...jsonAnswer(Report, '').content, ...csv },
    },
    ...refusals(400, 401, 404, 503),
  },
});

export const records = createRoute({
  method: 'get',
  path: '/api/usage/records',
  operationId: 'listUsageRecords',
  tags,
  summary: 'Metered calls one by one, newest first, or all of them as CSV',
  middleware: signedIn,
  request: { query: RecordsQuery },
  responses: {
    200: {
      description: 'One page; a file of everything with format=csv.',
      content: { ...jsonAnswer(RecordList, '').content, ...csv },
    },
    ...refusals(400, 401, 404, 503),
  },
});

export const stats = createRoute({
  method: 'get',
  path: '/api/stats',
  operationId: 'getStats',
  tags,
  summary: 'Balance and headline figures',
  middleware: signedIn,
  responses: { 200: jsonAnswer(Stats, 'The figures now.'), ...refusals(401, 404) },
});

export const operatorReport = createRoute({
  method: 'get',
  path: '/api/admin/usage/report',
  operationId: 'getOperatorUsageReport',
  tags,
  summary: 'Everybody’s use, or one person’s, with cost and margin',
  middleware: [asRole('admin')] as const,
  request: { query: OperatorReportQuery },
  responses: { 200: jsonAnswer(OperatorReport, 'The report.'), ...refusals(400, 401, 404) },
});
