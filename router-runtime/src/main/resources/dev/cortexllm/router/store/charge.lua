-- Ends an attempt, once: gives back what it held, adds what it spent, and tells the ledger.
-- KEYS: done mark, hold, all holds, ledger; budgets' windows; statistics.
-- ARGV: clock, id, only when its lease is over, spent, entry (empty: it cost nothing), budgets; per budget: the window's end and
-- what is known to be spent in it, for a Redis that has forgotten; then per statistic: field, by, seconds that it is kept (0: as long as there is room).
-- Answers: clock, whether this was the first time, then what is spent in each window.
local DONE, LEDGER, FIXED = 8 * 24 * 3600 * 1000, 200000, 6
local now = clock(ARGV[1])
local id, spent, entry, budgets = ARGV[2], ARGV[4], ARGV[5], tonumber(ARGV[6])

if ARGV[3] == '1' then
  local leased = redis.call('ZSCORE', KEYS[3], id)
  if not leased or tonumber(leased) > now then return {now, 0} end
end
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', DONE) then return {now, 0} end

local held = redis.call('HMGET', KEYS[2], 'nano', 'budgets')
if held[1] then
  each_budget(held[2], function(key) release(key, tonumber(held[1])) end)
  redis.call('DEL', KEYS[2])
end
redis.call('ZREM', KEYS[3], id)

local answer = {now, 1}
if entry == '' then return answer end
for i = 1, budgets do
  open_budget(KEYS[4 + i], tonumber(ARGV[FIXED + 2 * i]), tonumber(ARGV[FIXED + 2 * i - 1]))
  answer[#answer + 1] = redis.call('HINCRBY', KEYS[4 + i], 'spent', spent)
  keep_until(KEYS[4 + i], tonumber(ARGV[FIXED + 2 * i - 1]))
end
redis.call('XADD', KEYS[4], 'MAXLEN', '~', LEDGER, '*', 'entry', entry, 'reserved', held[1] or '')
local at = FIXED + 2 * budgets + 1
for i = 5 + budgets, #KEYS do
  redis.call('HINCRBY', KEYS[i], ARGV[at], ARGV[at + 1])
  if ARGV[at + 2] ~= '0' then redis.call('EXPIRE', KEYS[i], ARGV[at + 2]) end
  at = at + 3
end
return answer
