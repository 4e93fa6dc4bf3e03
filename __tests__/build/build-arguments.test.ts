/** What a builder is asked, and what is read of its answers. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakeArguments, buildxArguments, shownCommand, storeBuildArguments } from '../../src/build/build-arguments.ts';
import { failingLines, secretValues, withoutValues } from '../../src/build/build-failure.ts';
import { readInspection } from '../../src/build/choose-builder.ts';
import { dockerfileBuild } from './builders.ts';

const places = { layout: '/t/layout', imageID: '/t/id', metadata: '/t/metadata.json' };
const full = dockerfileBuild({
  file: 'f',
  target: 't',
  args: { A: 'x y', B_TOKEN: 'hidden' },
  secrets: ['id=s,env=S'],
  builder: 'ci',
  cacheFrom: ['type=gha'],
  cacheTo: ['type=gha,mode=max'],
  extraArgs: ['--no-cache', '--network', 'host'],
});
const common = [
  '--file',
  'f',
  '--target',
  't',
  '--build-arg',
  'A=x y',
  '--build-arg',
  'B_TOKEN=hidden',
  '--secret',
  'id=s,env=S',
  '--cache-from',
  'type=gha',
];
const last = ['--cache-to', 'type=gha,mode=max', '--no-cache', '--network', 'host', '/context'];

describe('buildxArguments', () => {
  it('asks for a layout, and for no compression', () => {
    assert.deepEqual(buildxArguments(full, '/context', { platforms: ['linux/amd64', 'linux/arm64'], places, delivery: 'layout' }), [
      ...['build', '--builder', 'ci', '--output', 'type=oci,tar=false,dest=/t/layout', '--metadata-file', '/t/metadata.json'],
      ...['--platform', 'linux/amd64,linux/arm64', ...common, ...last],
    ]);
  });

  it('loads into an engine that gives no layout', () => {
    assert.deepEqual(buildxArguments(dockerfileBuild(), '/context', { places, delivery: 'load' }), [
      ...['build', '--load', '--iidfile', '/t/id', '--metadata-file', '/t/metadata.json', '/context'],
    ]);
  });

  it('quotes a folder as CSV', () => {
    const asked = { places: { ...places, layout: '/a,"b' }, delivery: 'layout' as const };
    assert.ok(buildxArguments(dockerfileBuild(), '/context', asked).includes('type=oci,tar=false,"dest=/a,""b"'));
  });
});

describe('storeBuildArguments', () => {
  it('asks each program in its own words', () => {
    for (const program of ['docker', 'buildah', 'podman'] as const) {
      const expected = [program === 'buildah' ? 'bud' : 'build', '--iidfile', '/t/id', '--platform', 'linux/amd64', ...common, ...last];
      assert.deepEqual(storeBuildArguments(full, '/context', { program, platform: 'linux/amd64', imageID: '/t/id' }), expected);
    }
  });
});

describe('bakeArguments', () => {
  const bake = { kind: 'bake' as const, target: 'group', files: ['a.hcl'], builder: 'ci', extraArgs: ['--no-cache'] };
  it("takes the place of the target's own outputs", () => {
    assert.deepEqual(bakeArguments(bake, 'api', { platforms: ['linux/amd64'], places, delivery: 'layout', mayAllow: true }), [
      ...['bake', '--builder', 'ci', '--file', 'a.hcl', '--allow', 'fs.write=/t/layout'],
      ...['--set', 'api.output=type=oci,tar=false,dest=/t/layout', '--metadata-file', '/t/metadata.json'],
      ...['--set', 'api.platform=linux/amd64', '--no-cache', 'api'],
    ]);
    const loaded = bakeArguments(bake, 'api', { places, delivery: 'load', mayAllow: true });
    assert.ok(loaded.includes('api.output=type=docker') && !loaded.includes('--allow'));
  });
});

describe('shownCommand', () => {
  for (const [args, shown] of [
    [['--build-arg=A_TOKEN=x=y', '--build-arg=B=x'], "'--build-arg=A_TOKEN=***' --build-arg=B=x"],
    [['--set=t.args.A_TOKEN=x', '--set=t.args.B=x', '--set=t.tags=x'], "'--set=t.args.A_TOKEN=***' --set=t.args.B=x --set=t.tags=x"],
    [['--set', '*.args.A_TOKEN=x', '--set', 't.args.B-KEY+=x'], "--set '*.args.A_TOKEN=***' --set 't.args.B-KEY+=***'"],
    [['--set', 'app.args.secret=hunter', '--set', 'app.args.a.secret+=x'], "--set 'app.args.secret=***' --set 'app.args.a.secret+=***'"],
    [['--env', 'A_TOKEN=x', '--env=B=x'], "--env 'A_TOKEN=***' --env=B=x"],
    [['--build-arg', 'A_TOKEN', '--label', 'A_TOKEN=x'], '--build-arg A_TOKEN --label A_TOKEN=x'],
  ] as const)
    it(`shows ${args.join(' ')} without what is secret`, () => assert.equal(shownCommand('docker', args), `docker ${shown}`));

  for (const [args, shown] of [
    [['--cache-to', 'type=gha,token=GHATOKEN,mode=max'], "--cache-to 'type=gha,token=***,mode=max'"],
    [['--cache-from=type=s3,region=eu,secret_access_key=SECRETKEY'], "'--cache-from=type=s3,region=eu,secret_access_key=***'"],
    [['--cache-to=type=gha,"Token=a,""b",x=y'], "'--cache-to=type=gha,Token=***,x=y'"],
    [['--cache-to', 'type=x,token=UN"PAIRED'], "--cache-to 'type=x,token=***'"],
    [['--secret=id=npm,env=NPM_TOKEN'], '--secret=id=npm,env=NPM_TOKEN'],
    [['--set', '*.cache-to+=type=gha,token=x', '--set=t.tags=token=x'], "--set '*.cache-to+=type=gha,token=***' --set=t.tags=token=x"],
    [['--creds', 'user:PASS', '--creds=user:PASS'], "--creds '***' '--creds=***'"],
    [['--build-context', 'x=https://u:PASS@h/r.git', '.'], "--build-context 'x=https://…@h/r.git' ."],
    [['https://user:CTXTOKEN@git.example/o/r.git'], "'https://…@git.example/o/r.git'"],
  ] as const)
    it(`shows ${args.join(' ')} without its credentials`, () => assert.equal(shownCommand('docker', args), `docker ${shown}`));

  it('shows what may be shown, as a shell would take it', () => {
    assert.equal(
      shownCommand('docker', ['build', '--build-arg', 'A=x y', '--build-arg', 'B_TOKEN=hidden', "it's"]),
      "docker build --build-arg 'A=x y' --build-arg 'B_TOKEN=***' 'it'\\''s'",
    );
  });
});

describe('secretValues', () => {
  it('are those of further arguments too, in either form', () => {
    const more = { KEY: 'from-here', API_TOKEN: 'from-there' };
    const build = dockerfileBuild({
      extraArgs: [...['--build-arg=A_TOKEN=one=1', '--build-arg', 'B_TOKEN=two2', '--build-arg', 'API_TOKEN'], '--secret=id=a,env=KEY'],
    });
    assert.deepEqual(secretValues(build, more, '/nowhere').toSorted(), ['from-here', 'from-there', 'one=1', 'two2']);
    const extraArgs = [
      '--set=t.args.A_TOKEN=one=1',
      '--set',
      '*.args.B_TOKEN+=two2',
      '--set',
      't.args.API_TOKEN',
      '--set',
      't.args.C=plain',
    ];
    const bake = { kind: 'bake' as const, target: 't', files: [], extraArgs };
    assert.deepEqual(secretValues(bake, more, '/nowhere').toSorted(), ['from-there', 'one=1', 'two2']);
  });

  it('are those of caches and other attributes, and the passwords of URLs', () => {
    const build = dockerfileBuild({
      context: 'https://user:CTXTOKEN@git.example/o/r.git',
      args: { REPO: 'https://ALONE@h/r' },
      cacheFrom: ['type=s3,region=eu-1,secret_access_key=SECRETKEY', 'ghcr.io/o/token'],
      cacheTo: ['type=gha,"token=GHA,""TOKEN",mode=max'],
      extraArgs: ['--build-context', 'x=https://u:PASS@h/r.git', '--cache-to=type=gha,token=MORE', '--output', 'token=FURTHER'],
    });
    const ofUrls = [':CTXTOKEN@', ':PASS@', 'ALONE@', 'CTXTOKEN', 'u:PASS@', 'user:CTXTOKEN@'];
    const expected = [...ofUrls, 'FURTHER', 'GHA,"TOKEN', 'MORE', 'SECRETKEY'].toSorted();
    assert.deepEqual(secretValues(build, {}, '/nowhere').toSorted(), expected);
    const extraArgs = ['--set=t.cache-to=type=gha,token=BAKED', '--set', 't.contexts.x=https://u:PASS@h', '--creds', 'user:WORD'];
    assert.deepEqual(secretValues({ kind: 'bake', target: 't', files: [], extraArgs }, {}, '/nowhere').toSorted(), [
      ':PASS@',
      'BAKED',
      'WORD',
      'u:PASS@',
    ]);
  });

  it('are those of secrets, and of arguments that are secrets by their names', () => {
    const build = dockerfileBuild({
      args: { NPM_TOKEN: 'one-two', db_password: 'three', PLAIN: 'four', API_KEY: 'no' },
      secrets: ['id=a,env=KEY', 'id=b,src=file', 'id=c,env=UNSET'],
    });
    assert.deepEqual(secretValues(build, { KEY: 'first line\nsecond' }, '/nowhere'), ['first line', 'one-two', 'second', 'three']);
    assert.equal(withoutValues('one-two three four', ['one-two', 'three']), '*** *** four');
  });
});

describe('failingLines', () => {
  it("are BuildKit's account of the step", () => {
    const said = [
      ...['#5 [2/3] RUN true', '#5 DONE 0.1s', '#6 [3/3] RUN make', '#6 0.1 cc', '#6 ERROR: process "make" did not complete: exit code: 2'],
      ...[
        '------',
        ' > [3/3] RUN make:',
        '0.1 cc',
        '------',
        'Dockerfile:3',
        '--------------------',
        '   3 | >>> RUN make',
        '--------------------',
      ],
      ...['ERROR: failed to solve: exit code: 2', '', 'View build details: docker-desktop://dashboard/build/x'],
    ];
    assert.deepEqual(failingLines(said), [
      ' > [3/3] RUN make:',
      '0.1 cc',
      'Dockerfile:3',
      '   3 | >>> RUN make',
      'ERROR: failed to solve: exit code: 2',
    ]);
  });

  it('leave out what went well before the first step', () => {
    assert.deepEqual(failingLines(['#1 [internal] load', '#1 DONE 0.0s', 'ERROR: failed to read dockerfile']), [
      'ERROR: failed to read dockerfile',
    ]);
  });

  it('have what the step said, where the account of an old BuildKit leaves it out', () => {
    const said = [
      ...['#5 [2/3] RUN one', '#5 0.1 another step', '#6 [3/3] RUN make', '#6 0.2 cc', '#6 ERROR: executor failed running: exit code: 2'],
      ...['------', ' > [3/3] RUN make:', '------', 'executor failed running: exit code: 2'],
    ];
    assert.deepEqual(failingLines(said), [' > [3/3] RUN make:', '0.2 cc', 'executor failed running: exit code: 2']);
    assert.deepEqual(failingLines(['#1 [internal] load', '#1 DONE 0.1s', 'failed to solve: parse error']), [
      'failed to solve: parse error',
    ]);
  });

  it('begin with the failing step of buildah, podman and the builder from before BuildKit', () => {
    const attempt = 'time="2026-11-21T15:59:35Z" level=warning msg="Failed, retrying in 2s"';
    const buildah = [
      'STEP 1/2: FROM a',
      '[2/2] STEP 1/2: FROM b',
      'Trying to pull b...',
      attempt,
      attempt,
      'Error: creating build container',
    ];
    assert.deepEqual(failingLines(buildah), ['[2/2] STEP 1/2: FROM b', 'Trying to pull b...', 'Error: creating build container']);
    assert.deepEqual(failingLines(['STEP 1/2: FROM a', attempt]), ['STEP 1/2: FROM a', attempt]);
    const classic = [
      'Step 1/2 : FROM scratch',
      ' ---> ',
      'Step 2/2 : RUN make',
      ' ---> Running in 0a',
      'cc',
      'returned a non-zero code: 2',
    ];
    assert.deepEqual(failingLines(classic), classic.slice(2));
  });

  it('are few, however much a step said', () => {
    const many = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    const buildkit = failingLines(['------', ' > [3/3] RUN make:', ...many, '------', 'ERROR: failed to solve']);
    assert.deepEqual(
      [buildkit.length, buildkit[0], buildkit[1], buildkit.at(-1)],
      [20, ' > [3/3] RUN make:', '…', 'ERROR: failed to solve'],
    );
    assert.deepEqual(failingLines(many), many.slice(-10));
    assert.deepEqual(failingLines([]), []);
  });
});

describe('readInspection', () => {
  it('reads the driver and the first endpoint', () => {
    const text =
      'Name:          ci\nDriver:        docker-container\nLast Activity: 2026-11-21\n\nNodes:\nName:     ci0\nEndpoint: unix:///var/run/docker.sock\nStatus:   running\n';
    assert.deepEqual(readInspection(text), { driver: 'docker-container', endpoint: 'unix:///var/run/docker.sock' });
  });

  it('reads why there is none', () => {
    const text = 'Name:   default\nDriver: \nError:  Cannot connect to the Docker daemon\n';
    assert.deepEqual(readInspection(text), { error: 'Cannot connect to the Docker daemon' });
  });
});
