package sim

import "math"

// people are the numbers of an instance. They are heavy-tailed: most instances
// are tiny, a few are immense.
type people struct {
	users, halfyear, month, posts, comments, domains int64
}

// largest bounds the number of users, the order of the largest real instance.
const largest = 3_000_000

// hubs is the share of instances, those with the lowest indices, that are drawn
// from the top of the distribution: the ones everybody else knows.
const hubs = 0.02

func (in *instance) people() people {
	c := in.chance(forPeople)
	users := math.Exp(2.4 + 2.3*c.normal())
	if in.hub {
		users = math.Exp(9.2 + 1.4*math.Abs(c.normal()))
	}
	if in.software != nil && in.software.single && users > 8 {
		users = float64(1 + c.below(8))
	}
	p := people{users: int64(min(max(users, 1), largest))}
	active := 0.1 + 0.5*c.float()
	if p.users < 5 {
		active = 1
	}
	p.halfyear = int64(math.Ceil(float64(p.users) * active))
	p.month = int64(math.Ceil(float64(p.halfyear) * (0.3 + 0.6*c.float())))
	p.posts = int64(float64(p.users) * math.Exp(3.9+1.1*c.normal()))
	p.comments = int64(float64(p.posts) * c.float() * 2)
	p.domains = int64(400 + math.Sqrt(float64(p.users))*120*(0.5+c.float()))
	return in.stated.of(p)
}
