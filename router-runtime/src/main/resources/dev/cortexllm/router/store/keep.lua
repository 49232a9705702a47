-- Says that attempts still run and what they have come to; a Redis that has forgotten them learns of them again.
-- KEYS: all holds, then per attempt: done mark, hold. ARGV: clock, lease, then per attempt: id, reserved, budgets, entry.
local now, lease = clock(ARGV[1]), tonumber(ARGV[2])
local holds = KEYS[1]
local at = 3

for i = 2, #KEYS, 2 do
  local id, reserved, budgets, entry = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2], ARGV[at + 3]
  at = at + 4
  if redis.call('EXISTS', KEYS[i]) == 0 then
    if redis.call('EXISTS', KEYS[i + 1]) == 1 then
      redis.call('HSET', KEYS[i + 1], 'entry', entry)
      redis.call('ZADD', holds, digits(now + lease), id)
    else
      each_budget(budgets, function(key, ends)
        redis.call('HINCRBY', key, 'reserved', digits(reserved))
        keep_until(key, ends)
      end)
      hold(KEYS[i + 1], holds, id, reserved, budgets, entry, now + lease)
    end
  end
end
return {now}
