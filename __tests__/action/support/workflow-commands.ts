/** What the runner takes for commands in the output of an action: its own two grammars, and what they are told by. */

export type WorkflowCommand = { command: string; properties: Record<string, string>; data: string };
export type Annotation = {
  level: 'error' | 'warning' | 'notice';
  message: string;
  file?: string;
  line?: number;
  column?: number;
  title?: string;
};

/** Those that the runner knows; other words are ordinary text to it. */
const known = new Set(
  (
    'add-mask add-matcher add-path debug echo endgroup error group internal-set-repo-path notice remove-matcher ' +
    'save-state set-env set-output stop-commands warning'
  ).split(' '),
);

/** The commands in what was printed, in order. After `stop-commands` none is taken until its token comes. */
export function commandsIn(output: string): WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let token: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    if (token !== undefined) {
      if (line.trim() === `::${token}::`) token = undefined;
      continue;
    }
    const command = newStyle(line) ?? oldStyle(line);
    if (command === undefined || !known.has(command.command)) continue;
    commands.push(command);
    if (command.command === 'stop-commands') token = command.data;
  }
  return commands;
}

export function annotationsIn(output: string): Annotation[] {
  return commandsIn(output).flatMap(({ command, properties, data }) => {
    if (command !== 'error' && command !== 'warning' && command !== 'notice') return [];
    const { file, line, col, title } = properties;
    return [
      {
        level: command,
        message: data,
        ...(file === undefined ? {} : { file }),
        ...(line === undefined ? {} : { line: Number(line) }),
        ...(col === undefined ? {} : { column: Number(col) }),
        ...(title === undefined ? {} : { title }),
      },
    ];
  });
}

/** `::name key=value,key=value::data`, at the beginning of a line, after blanks. */
function newStyle(line: string): WorkflowCommand | undefined {
  const [, head = '', data = ''] = /^\s*::(.*?)::(.*)$/.exec(line) ?? [];
  return commandOf(head, data, ',', { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' });
}

/** `##[name key=value;key=value]data`, anywhere in a line. */
function oldStyle(line: string): WorkflowCommand | undefined {
  const [, head = '', data = ''] = /##\[(.*?)\](.*)$/.exec(line) ?? [];
  return commandOf(head, data, ';', { '%0D': '\r', '%0A': '\n', '%3B': ';', '%5D': ']' });
}

function commandOf(head: string, data: string, separator: string, escapes: Record<string, string>): WorkflowCommand | undefined {
  const [, command, rest = ''] = /^(\S+)(?:\s+(.*))?$/.exec(head.trim()) ?? [];
  if (command === undefined) return undefined;
  const decode = (text: string) => text.replaceAll(/%[0-9A-F]{2}/g, (code) => (code === '%25' ? '%' : (escapes[code] ?? code)));
  const properties = rest
    .split(separator)
    .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), decode(pair.slice(pair.indexOf('=') + 1))] as const)
    .filter(([key, value]) => key !== '' && value !== '');
  return { command: command.toLowerCase(), properties: Object.fromEntries(properties), data: decode(data) };
}

/** What stands in a file such as GITHUB_OUTPUT: `name=value` lines, and values of several lines between delimiters. The last one counts. */
export function readFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (line === '') continue;
    const heredoc = line.indexOf('<<');
    const equals = line.indexOf('=');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
    // As the runner says it: the step fails.
    if (heredoc <= 0 || end < 0) throw new Error(`Unable to process file command successfully: invalid line '${line}'`);
    values[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return values;
}
