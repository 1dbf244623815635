// The module's files arrive in the commits that follow.
