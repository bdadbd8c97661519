import { type BuildPlan, type BuildProject, type BuildRules, whyNotRegistryAlone } from '../builds.ts';
import { orderRepositories } from '../client-files.ts';
import { folderOf, nameOf } from '../paths.ts';

/** Downloads every module of the build list and compares it with go.sum; no code of a module is run or compiled. */
export const builds: BuildRules = {
  plan(project) {
    const modules = project.files.filter(({ path }) => nameOf(path) === 'go.mod').map(({ path }) => folderOf(path));
    const hasWorkspace = project.files.some(({ path }) => path === 'go.work');
    return hasWorkspace ? [planOf(project, '')] : modules.map((folder) => planOf(project, folder));
  },
};

function planOf({ files, reading, repositories }: BuildProject, folder: string): BuildPlan {
  const ordered = orderRepositories(repositories);
  const urls = ordered ? [...ordered.others, ordered.main].map(({ url }) => url) : [];
  const openUrls = urls.map((url) => repositories.find((repository) => repository.url === url)?.openUrl ?? url);
  return {
    folder,
    client: 'go',
    refused: whyNotRegistryAlone(reading),
    executable: 'go',
    question: { parameters: ['version'], answer: /go1\./ },
    steps: [
      ['mod', 'download', 'all'],
      ['mod', 'verify'],
    ],
    environment: {
      // A slash at the end would be doubled by what go puts behind it.
      GOPROXY: openUrls.map((url) => url.replace(/\/+$/, '')).join(','),
      GONOPROXY: 'none',
      GONOSUMDB: '*',
      GOSUMDB: 'off',
      GOVCS: '*:off',
      GOTOOLCHAIN: 'local',
      GOFLAGS: '-mod=mod -modcacherw',
      GOENV: 'off',
      GOMEMLIMIT: '1GiB',
      CGO_ENABLED: '0',
    },
    files: [...files],
  };
}
