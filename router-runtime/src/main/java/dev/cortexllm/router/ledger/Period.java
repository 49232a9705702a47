package dev.cortexllm.router.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was counted in one day or month. Not safe for several threads. */
final class Period {
    /** Stands for every name that is not told apart. No name begins so. */
    static final String OTHERS = "(others)";
    /** Most names of executions, and most tags, that are told apart. */
    static final int MOST_NAMES = 500;
    /** Most accounts that are told apart: only a configuration with very many clients has more. */
    static final int MOST_ACCOUNTS = 10_000;

    private final Map<Account, Tally> accounts;
    private final Recent executions;
    private final Recent tags;

    /** Of one router. */
    Period() {
        this(MOST_NAMES);
    }

    /** With as many names of executions, and as many tags. */
    Period(int mostNames) {
        this(new HashMap<>(), new Recent(mostNames), new Recent(mostNames));
    }

    private Period(Map<Account, Tally> accounts, Recent executions, Recent tags) {
        this.accounts = accounts;
        this.executions = executions;
        this.tags = tags;
    }

    /** What was counted until now, for somebody who takes his time to read it. */
    Period copy() {
        Map<Account, Tally> copies = new HashMap<>();
        accounts.forEach((account, tally) -> copies.put(account, tally.copy()));
        return new Period(copies, executions.copy(), tags.copy());
    }

    void add(Account account, String executionId, List<String> tagged, Tally by) {
        add(account, by);
        if (executionId != null) {
            executions.add(executionId, by);
        }
        for (String tag : tagged) {
            tags.add(tag, by);
        }
    }

    private void add(Account account, Tally by) {
        Tally known = accounts.get(account);
        if (known == null) {
            Account to = accounts.size() < MOST_ACCOUNTS ? account : Account.OTHERS;
            known = accounts.computeIfAbsent(to, key -> new Tally());
        }
        known.add(by);
    }

    /**
     * Takes one field of Redis over.
     *
     * @param by EXECUTION, TAG, or anything else for accounts
     * @param field its name, as {@link Postings} wrote it
     * @param sum its value
     */
    void take(By by, String field, long sum) {
        int end = field.lastIndexOf(Account.SEPARATOR);
        Measure measure = end < 0 ? null : Measure.of(field.substring(end + 1));
        if (measure == null) {
            return;
        }
        Tally one = new Tally();
        one.add(measure, sum);
        String name = field.substring(0, end);
        if (by.free()) {
            (by == By.TAG ? tags : executions).add(name, one);
        } else {
            Account account = Account.split(name);
            if (account != null) {
                add(account, one);
            }
        }
    }

    Map<Account, Tally> accounts() {
        return accounts;
    }

    Recent names(By by) {
        return by == By.TAG ? tags : executions;
    }
}
