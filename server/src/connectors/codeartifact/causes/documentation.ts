/** Where AWS's own pages stand; an entry adds the page. */

export const CODEARTIFACT = 'https://docs.aws.amazon.com/codeartifact/latest/ug';
export const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
