-- Says that slots are still taken, also to a Redis that has forgotten. ARGV: clock, lease, then per key: id.
local now, lease = clock(ARGV[1]), tonumber(ARGV[2])

for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, digits(now + lease), ARGV[2 + i])
  redis.call('PEXPIRE', key, digits(lease))
end
return 1
