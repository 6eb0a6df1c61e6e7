import { type Answered, askPages, askReports } from './report/answers.ts';
import { copyLimit } from './report/copy-limit.ts';
import { type Downloaded, download } from './report/download.ts';
import { fill } from './report/fill.ts';
import { openStage } from './report/stage.ts';

// `npm run bench:report`: reports, lists and exports over five million calls, through the HTTP API of a real server.

const rows = Number(/^--rows=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 5_000_000);
const heavyRows = Math.floor(rows / 5);

const stage = await openStage();
try {
  say(`${rows} calls in ${Math.round(await fill(stage.pool, rows, stage.heavy.userId))} s`);
  const answers = [...(await askReports(stage)), ...(await askPages(stage))];
  for (const answer of answers) say(answerLine(answer));
  const files = { fast: await download(stage, heavyRows, false), slow: await download(stage, heavyRows, true) };
  for (const [reader, file] of Object.entries(files)) say(fileLine(reader, file));
  const copied = await copyLimit(stage.pool, stage.heavy.userId);
  say(`copy     ${copied} rows/s`);
  const figures = { rows, answers, files, copyRowsPerSecond: copied };
  say(JSON.stringify({ name: 'report', figures, ratios: ratios(answers, files.fast, copied) }));
} finally {
  await stage.stop();
}

function answerLine({ question, rows, medianMs, slowestMs, cpuMs, raw }: Answered): string {
  const times = (name: string, median: number, cpu: number) => `${name} ${median} ms (${cpu} ms cpu)`;
  const compared = raw
    ? `   ${times('from raw rows', raw.medianMs, raw.cpuMs)}, ${ratio(raw.medianMs, medianMs)} times as long`
    : '';
  return `${question.padEnd(26)} ${String(rows).padStart(5)} rows   ${times('median', medianMs, cpuMs)}   slowest ${slowestMs} ms${compared}`;
}

function fileLine(reader: string, { rows, bytes, rowsPerSecond, memory }: Downloaded): string {
  const { start, marks, peak } = memory;
  const size = `${rows} rows, ${Math.round(bytes / 1e6)} MB`;
  return `csv ${reader} ${size}: ${rowsPerSecond} rows/s, memory ${start} MB at first, ${marks.join(', ')} at 10, 50, 100 %, highest ${peak}`;
}

function ratios([own, all]: Answered[], file: Downloaded, copied: number): Record<string, number> {
  return {
    'report from raw rows over roll-ups through HTTP': ratio(own?.raw?.medianMs, own?.medianMs),
    'processor time of the same': ratio(own?.raw?.cpuMs, own?.cpuMs),
    'report over the aim of 50 ms': ratio(own?.medianMs, 50),
    'operator report from raw rows over roll-ups through HTTP': ratio(all?.raw?.medianMs, all?.medianMs),
    'export over the copy limit': ratio(file.rowsPerSecond, copied),
    'highest memory of the export over memory before it': ratio(file.memory.peak, file.memory.start),
  };
}

function ratio(one = 0, other = 0): number {
  return Number((one / other).toFixed(2));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
