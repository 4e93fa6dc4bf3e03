// Serves tide tables: /tides/PORT/YEAR-MM-DD as JSON, and the page under /.
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { isHarbour, readTable } from './modules/tables.js';
import { moonPhase } from './modules/moon.js';
import { nextTides } from './modules/tides.js';

const root = import.meta.dirname;
const types = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.js': 'text/javascript' };

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const wanted = /^\/tides\/([a-z-]+)\/(\d{4}-\d{2}-\d{2})$/.exec(pathname);
  if (wanted !== null && isHarbour(wanted[1])) {
    const table = await readTable(join(root, 'data'), wanted[1], wanted[2].slice(0, 4));
    const day = new Date(`${wanted[2]}T00:00:00Z`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ harbour: wanted[1], tides: nextTides(table, day), moon: moonPhase(day) }));
    return;
  }
  const file = normalize(pathname === '/' ? '/index.html' : pathname);
  createReadStream(join(root, 'public', file))
    .on('error', () => response.writeHead(404).end('not found'))
    .on('open', () => response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream'))
    .pipe(response);
}).listen(process.env.PORT ?? 8080);
