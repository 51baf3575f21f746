"""How to recognise a build service, which builds a site for others to see."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLAIN_BUILD = "CLIENT_LEDGER_PLAIN_BUILD"
"""The variable that allows a plain build where a build service was seen, when it says `yes`."""
ANY_SERVICE = r"CI|\w+_CI|CI_\w+|CONTINUOUS_INTEGRATION|(\w+_)?(BUILD|DEPLOY|DEPLOYMENT|PIPELINE|RUN)_(ID|NUMBER|URL)"
SERVICES = (
    r"GITHUB_(ACTIONS|WORKFLOW\w*)|GITEA_ACTIONS|FORGEJO_\w+|GITLAB_\w+|(CI_)?WOODPECKER\w*|DRONE(_\w+)?",
    r"TRAVIS(_\w+)?|CIRCLECI|APPVEYOR|CIRRUS_\w+|SEMAPHORE(_\w+)?|BUILDKITE(_\w+)?|BITBUCKET_\w+|BITRISE_\w+",
    r"JENKINS_\w+|HUDSON_\w+|TEAMCITY_\w+|bamboo_\w+|GO_PIPELINE_\w+|CODEBUILD_\w+|CF_BUILD_\w+|BUILDER_OUTPUT",
    r"TF_BUILD|SYSTEM_TEAMFOUNDATION\w+|WEBSITE_SITE_NAME|ORYX_\w+|AWS_APP_ID|AMPLIFY_\w+",
    r"DYNO|HEROKU_\w+|SOURCE_VERSION|FLY_\w+|CNB_\w+|DIGITALOCEAN_APP\w*|K_SERVICE|RAILWAY_\w+|KOYEB_\w+|NIXPACKS_\w+",
    r"NETLIFY|CF_PAGES|WORKERS_CI|VERCEL|NOW_BUILDER|RENDER|READTHEDOCS|DENO_DEPLOYMENT_ID|COOLIFY_\w+|DOKKU_\w+",
    r"JOB_URL|BUILD_SUBMITTER|BUILD_REASON|PLATFORM_PROJECT|CC_DEPLOYMENT_ID|SCALINGO_\w+|ZEABUR_\w+|SURGE_TOKEN",
    r"MIKE_DOCS_VERSION",
)
SIGN = re.compile("|".join((ANY_SERVICE, *SERVICES)))
UNSET = ("", "0", "false", "no")


def sign_of_service(environment: Mapping[str, str]) -> str | None:
    """Return the variable that reveals a build service here, `CI` first, or None at home."""
    signs = sorted(name for name, value in environment.items() if SIGN.fullmatch(name) and value.lower() not in UNSET)
    return next(iter(sorted(signs, key=lambda name: name != "CI")), None)


def allows_plain(environment: Mapping[str, str]) -> bool:
    """Tell whether the user has allowed a plain build, wherever it runs."""
    return environment.get(PLAIN_BUILD, "").lower() == "yes"
