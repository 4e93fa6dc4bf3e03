import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExpectedError } from '../../src/errors.ts';
import { parseArguments } from '../../src/options/parse-arguments.ts';
import type { Options } from '../../src/options/table.ts';

function run(...argv: string[]) {
  const invocation = parseArguments(argv);
  assert.equal(invocation.kind, 'run');
  return invocation.kind === 'run' ? invocation : assert.fail();
}

function optionsOf(...argv: string[]): Options {
  return run(...argv).options;
}

function refusal(...argv: string[]): ExpectedError {
  try {
    parseArguments(argv);
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    assert.equal(error.code, 'option');
    return error;
  }
  return assert.fail(`plimsoll ${argv.join(' ')} was accepted`);
}

describe('parseArguments', () => {
  it('gives every option its default', () => {
    assert.deepEqual(run('check'), {
      kind: 'run',
      command: 'check',
      operands: [],
      options: {
        config: undefined,
        image: [],
        platform: [],
        tag: undefined,
        baseline: undefined,
        save: undefined,
        format: 'text',
        output: [],
        top: 10,
        units: undefined,
        headroom: 100_000,
        force: false,
        dryRun: false,
        engineRead: 'auto',
        insecure: [],
        verify: false,
        noCache: false,
        cacheSize: 512 << 20,
        maxUncompressed: undefined,
        color: 'auto',
        quiet: false,
        verbose: false,
        help: false,
        version: false,
      },
    });
  });

  it('reads --output any number of times', () => {
    assert.deepEqual(optionsOf('check', '--output', 'markdown=a.md', '-o', 'json=b=c.json', '--output=text=d').output, [
      { format: 'markdown', file: 'a.md' },
      { format: 'json', file: 'b=c.json' },
      { format: 'text', file: 'd' },
    ]);
  });

  it('reads --image names and references that hold an equals sign', () => {
    assert.deepEqual(optionsOf('check', '--image', 'api=oci:out:a=b', '--image=web=w.tar', '--image', 'db').image, [
      { name: 'api', reference: 'oci:out:a=b' },
      { name: 'web', reference: 'w.tar' },
      { name: 'db' },
    ]);
  });

  it('reads --platform as comma lists, repeated', () => {
    const { platform } = optionsOf('analyze', 'a.tar', '--platform', 'linux/amd64,linux/arm/v7', '--platform', 'all');
    assert.deepEqual(platform, [['linux/amd64', 'linux/arm/v7'], ['all']]);
  });

  it('reads sizes as bytes and percentages as parts per million', () => {
    assert.equal(optionsOf('check', '--max-uncompressed', '20 GB').maxUncompressed, 20_000_000_000);
    assert.equal(optionsOf('tighten', '--headroom', '2.5%').headroom, 25_000);
  });

  it('takes options before the command and operands anywhere', () => {
    const { command, operands, options } = run('--top', '3', 'compare', 'old.tar', '-q', 'new.tar');
    assert.deepEqual([command, operands, options.top, options.quiet], ['compare', ['old.tar', 'new.tar'], 3, true]);
  });

  it('takes words after -- as operands', () => {
    assert.deepEqual(run('analyze', '--', '--odd.tar').operands, ['--odd.tar']);
  });

  it('takes a value that begins with a dash after an equals sign', () => {
    assert.equal(optionsOf('check', '--config=-odd.yml').config, '-odd.yml');
  });

  it('asks for help of all, or of one command, without minding what else the command needs', () => {
    assert.deepEqual(parseArguments(['--help']), { kind: 'help' });
    assert.deepEqual(parseArguments(['help']), { kind: 'help' });
    assert.deepEqual(parseArguments(['compare', '-h']), { kind: 'help', command: 'compare' });
    assert.deepEqual(parseArguments(['help', 'init']), { kind: 'help', command: 'init' });
    assert.deepEqual(parseArguments(['--version', 'check', '--help']), { kind: 'help', command: 'check' });
  });

  it('asks for the version', () => {
    assert.deepEqual(parseArguments(['-V']), { kind: 'version' });
    assert.deepEqual(parseArguments(['check', '--version']), { kind: 'version' });
  });

  const refusals: [string[], string][] = [
    [[], 'no command was given; the commands are check, analyze, compare, init, tighten, schema, cache'],
    [['chek'], '"chek" is not a command (did you mean check?); the commands are check, analyze, compare, init, tighten, schema, cache'],
    [
      ['help', 'teighten'],
      '"teighten" is not a command (did you mean tighten?); the commands are check, analyze, compare, init, tighten, schema, cache',
    ],
    [['check', '--formt', 'json'], '--formt is not an option (did you mean --format?)'],
    [['check', '-z'], '-z is not an option'],
    [['check', '--no-color'], '--no-color is not an option (did you mean --color never?)'],
    [['check', '--top'], '--top needs a value, --top N'],
    [['check', '--config', '--quiet'], '--config needs a value, --config FILE, but --quiet follows'],
    [['check', '--quiet=yes'], '--quiet takes no value, but was given "yes"'],
    [['check', '--top', '-1'], '--top "-1" is not a whole number of 0 or more'],
    [['check', '--top', '1e3'], '--top "1e3" is not a whole number of 0 or more'],
    [['check', '--top=3', '--top=4'], '--top is given 2 times, but only one value can count'],
    [['check', '-f', 'markdwon'], '-f "markdwon" is not one of text, markdown, json (did you mean markdown?)'],
    [['check', '-o', 'report.md'], '-o "report.md" does not say what to write where, FORMAT=FILE (did you mean markdown=report.md?)'],
    [['check', '-o', 'md=r'], '-o "md=r" begins with a format that is not one of text, markdown, json (did you mean markdown=r?)'],
    [['check', '-o', 'json=-'], '-o "json=-" names no file; what is printed is said with --format json'],
    [['check', '-o', 'json=a', '-o', 'text=a'], '--output names "a" more than once'],
    [['check', '--image', '=a'], '--image "=a" has no name, NAME=REF'],
    [['check', '--image', 'a='], '--image "a=" has no reference after the ='],
    [['check', '--image', 'a=b', '--image', 'a=c'], '--image names "a" more than once'],
    [['check', '--platform', 'arm64'], '--platform "arm64" is not a platform, os/arch[/variant] (did you mean linux/arm64?)'],
    [['check', '--platform', 'linux/amd64,'], '--platform "linux/amd64," has an empty platform'],
    [['check', '--max-uncompressed', '20 gb'], '--max-uncompressed "20 gb" has the unit "gb" (did you mean 20 GB?)'],
    [['init', '--headroom', '10'], '--headroom "10" has no percent sign (did you mean 10%?)'],
    [['analyze', 'a', '--baseline', 'b'], '--baseline is not an option of plimsoll analyze, but of check'],
    [['compare', 'a'], 'plimsoll compare takes BASE HEAD, but was given "a"'],
    [['analyze'], 'plimsoll analyze takes REF…, but was given nothing'],
    [['tighten', 'a'], 'plimsoll tighten takes no operands, but was given "a"'],
  ];
  for (const [argv, message] of refusals) {
    it(`refuses ${JSON.stringify(argv.join(' '))} with the nearest right word`, () => assert.equal(refusal(...argv).message, message));
  }

  it('takes registries as hosts, which there can be', () => {
    const hosts = ['reg.corp', 'REG.corp:443', '10.0.0.1:5000', '[FD00::5]:80'];
    assert.deepEqual(
      optionsOf('check', ...hosts.flatMap((host) => ['--insecure', host])).insecure,
      hosts.map((host) => host.toLowerCase()),
    );
    const form = 'is not a registry, HOST[:PORT]';
    const limits = `${form}, the port 65535 at most, an IPv4 address of four numbers up to 255`;
    for (const [host, problem] of [
      ['reg.corp:65536', limits],
      ['reg.corp:100000', limits],
      ['10.0.0.256', limits],
      ['[fd00:::5]', limits],
      ['reg.corp/o', form],
      ['https://Reg.corp:443/', `${form} (did you mean Reg.corp:443?)`],
      ['https://reg.corp:70000', limits],
      ['https://me@reg.corp', form],
    ] as const)
      assert.equal(refusal('check', '--insecure', host).message, `--insecure "${host}" ${problem}`);
  });

  it('reports all problems together', () => {
    const error = refusal('check', '--formt', 'x', '--config', '--top', 'ten', '--image', 'api=', '--force');
    assert.deepEqual(error.message.split('\n'), [
      '5 things are wrong with the command line:',
      '  - --config needs a value, --config FILE, but --top follows',
      '  - --formt is not an option (did you mean --format?)',
      '  - --force is not an option of plimsoll check, but of init',
      '  - --image "api=" has no reference after the =',
      '  - --top "ten" is not a whole number of 0 or more',
    ]);
    assert.equal(error.hint, 'plimsoll check --help lists what there is.');
  });
});
