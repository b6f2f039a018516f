"""A real OpenID Connect provider in a process of its own: `python provider.py PORT USERS_JSON AUDIENCE MAX_AGE_SECONDS`.

AUDIENCE '' = the client that asked, as it should be; another name makes tokens that were meant for somebody else, and yet name our
client as the authorized party. A negative age makes tokens that ended before they were issued.
"""

import json
import sys
from datetime import timedelta

import werkzeug.serving
from oidc_provider_mock import User, app
from oidc_provider_mock._app import OpenIDCode


def main(port: str, users: str, audience: str, max_age: str) -> None:
    if audience:
        right = OpenIDCode.get_jwt_config
        OpenIDCode.get_jwt_config = lambda self, grant, client=None: {**right(self, grant, client), "aud": [audience]}
        named = OpenIDCode.generate_user_info
        OpenIDCode.generate_user_info = lambda self, user, scope: {**named(self, user, scope), "azp": "la21"}
    people = [User(sub=user["sub"], claims=user) for user in json.loads(users)]
    provider = app(user_claims=people, access_token_max_age=timedelta(seconds=float(max_age)))
    werkzeug.serving.run_simple("127.0.0.1", int(port), provider, threaded=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
