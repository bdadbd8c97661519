/** Words that reports of failures share, in any order and form. */

/** That something does not work. */
export const FAILS =
  /fail|error|exception|den(?:y|ied|ies)|refus|reject|cannot|can't|can not|could ?n[o']t|unable|won't|nobody can|no one can|(?:not|n't|no longer) (?:be )?(?:work|permitted|valid|authori[sz]ed|possible|accepted|allowed|able)|never works|problem|trouble|prevent|keeps? (?:us|me|it|them) from|lost access|invalid|forbidden|exceed|\b40[013]\b|break|broken|block|complain/i;
/** The same said by AWS or of it alone, for texts that tell of a success. */
export const REFUSED =
  /den(?:y|ied|ies)\b|refus|reject|cannot|can't|can not|could ?n[o']t|unable|not authori[sz]ed|fail/i;
/** That it is plainly not there; what is needed or added may be. */
export const ABSENT =
  /lack|missing|forg[eo]t|\b(?:has|have|had|with) no\b|without|(?:not|n't) (?:have|hold|include|contain|allow|grant|permit|in (?:our|the|my|its|any))|but not\b/i;
export const LACKS =
  /lack|missing|forg[eo]t|without|(?:not|n't) (?:have|hold|include|contain|allow|grant|permit|in (?:our|the|my|its|any))|\b(?:has|have|had|is|are|with) no\b|\bno (?:permission|statement)|\bneed|require|must (?:have|allow|include)|\badd(?:ed|ing)?\b/i;
export const ABOUT_ROLES =
  /assum(?:e|ed|es|ing|ption)|\bsts\b|\baws\b|\biam\b|trust(?:ed)? polic|trusted (?:by|entit)|(?:change|switch|cross-account) roles?/i;
export const ABOUT_STS = /assum(?:e|ed|ing|ption)|\bsts\b|role ?session|packed polic/i;
/** Of assuming a role, so that the words that go with it are not somebody else's. */
export const ASSUMES_ROLE =
  /\bassum(?:e|ed|es|ing|ption)\b.{0,80}\brole|\broles?\b.{0,120}\bassum|AssumeRole|assume[-_]role|\bsts\b|\btrust(?:s|ed)? (?:polic|relation)|\brole ?arn\b|arn:aws[\w-]*:iam/i;
/** Services assume roles for themselves, with trust policies that name the service. */
export const BY_SERVICE =
  /provided for this task|service principal|principal '?[\w.]{1,40}\.amazonaws\.com|(?:by|to|allow) (?:aws )?(?:lambda|ecs|ec2|glue|batch|codebuild|codepipeline|cloudformation)\b/i;
export const CANNOT_ASSUME =
  /error calling AssumeRole|error occurred \(\d{3}\) when calling the AssumeRole|(?:could not|couldn't|cannot|can't|can not|nobody can|no one can|unable to|(?:not|n't) (?:be )?able to|failed to|failure to|error) (?:be )?(?:used to )?assum(?:e|ed|ing)\b|assum(?:e|ing)[- _]?(?:the |a )?role.{0,40}(?:fail|error|denied|refus)|assuming (?:it|this|that|the \w{1,20})\b.{0,40}(?:fail|denied|refus)|\brole .{0,60}(?:cannot|can't|could not|can not) be assumed/i;
export const THROTTLED =
  /throttl|\b429\b|rate[- ]?(?:limit|exceeded)|quota|too many (?:[\w-]{1,20} ){0,4}(?:requests|calls)/i;
/** That what is at hand belongs to two accounts. */
export const TWO_ACCOUNTS =
  /cross[- ]?account|(?:an|the|my|our)?other (?:aws )?account|(?:different|separate|central|shared) (?:[\w-]{1,20} ){0,2}account|account (?:A|B|1|2)\b|domain (?:permissions? |resource )?polic/i;
/** Regions that accounts switch on themselves. */
export const OPT_IN_REGION =
  /\b(?:me-(?:south|central)-1|ap-east-[12]|af-south-1|eu-south-[12]|eu-central-2|il-central-1|ap-southeast-[3-7]|ap-south-2|ca-west-1|mx-central-1)\b|opt-in|regional endpoint/i;
