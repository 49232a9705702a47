package dev.cortexllm.router.ledger;

/**
 * What attempts are counted apart by. Every name is out of the configuration, so there are not many accounts.
 *
 * @param model the model's id at its upstream
 * @param provider id of the upstream
 * @param policy {@code namespace/name} of the policy
 * @param workspace the client's workspace; empty when there is none
 * @param key name of the client's key; empty when there is none
 */
record Account(String model, String provider, String policy, String workspace, String key) {
    /** Where all are counted that come after too many others. */
    static final Account OTHERS =
            new Account(Period.OTHERS, Period.OTHERS, Period.OTHERS, Period.OTHERS, Period.OTHERS);

    static final char SEPARATOR = '\u001f';
    private static final int PARTS = 5;

    static Account of(Entry entry) {
        return new Account(entry.model(), entry.upstream(), entry.policy(), text(entry.workspace()), text(entry.key()));
    }

    static Account of(AttemptNote note) {
        return new Account(note.model(), note.upstream(), note.policy(), text(note.workspace()), text(note.key()));
    }

    /** This and the next as a record's own, which go through method handles that the compiler does not see through: they are asked for each attempt. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Account account
                && model.equals(account.model)
                && provider.equals(account.provider)
                && policy.equals(account.policy)
                && workspace.equals(account.workspace)
                && key.equals(account.key);
    }

    @Override
    public int hashCode() {
        int hash = model.hashCode();
        hash = 31 * hash + provider.hashCode();
        hash = 31 * hash + policy.hashCode();
        hash = 31 * hash + workspace.hashCode();
        return 31 * hash + key.hashCode();
    }

    /** In one text, as in Redis. */
    String joined() {
        return String.join(String.valueOf(SEPARATOR), model, provider, policy, workspace, key);
    }

    /** Of what {@link #joined} wrote; null when it is a newer router's. */
    static Account split(String joined) {
        String[] part = joined.split(String.valueOf(SEPARATOR), -1);
        return part.length == PARTS ? new Account(part[0], part[1], part[2], part[3], part[4]) : null;
    }

    /** What it is under one aspect. */
    String by(By by) {
        return switch (by) {
            case MODEL -> model;
            case PROVIDER -> provider;
            case POLICY -> policy;
            case WORKSPACE -> workspace;
            case KEY -> key;
            case EXECUTION, TAG -> throw new IllegalArgumentException(by + " is no part of an account");
        };
    }

    private static String text(String name) {
        return name == null ? "" : name;
    }
}
