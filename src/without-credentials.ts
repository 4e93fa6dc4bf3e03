/** The environment of buildah and podman where they write to a file or a pipe. */
type Environment = Readonly<Record<string, string | undefined>>;

/** They look for credentials also where no registry is asked, and fail where the file that is to hold them is not there. */
export function withoutCredentials(environment: Environment): Environment {
  return { ...environment, DOCKER_CONFIG: undefined, REGISTRY_AUTH_FILE: undefined };
}
