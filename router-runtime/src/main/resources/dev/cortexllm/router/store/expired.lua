-- Attempts whose routers have not been heard of for longer than their lease. KEYS: all holds, what the keys of holds begin
-- with. ARGV: clock, how many at the most. Answers: clock, then per attempt: id, reserved, budgets, entry.
local now = clock(ARGV[1])
local answer = {now}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', digits(now), 'LIMIT', 0, ARGV[2])) do
  local held = redis.call('HMGET', KEYS[2] .. id, 'nano', 'budgets', 'entry')
  if held[1] then
    answer[#answer + 1] = id
    answer[#answer + 1] = held[1]
    answer[#answer + 1] = held[2]
    answer[#answer + 1] = held[3]
  else
    redis.call('ZREM', KEYS[1], id)
  end
end
return answer
