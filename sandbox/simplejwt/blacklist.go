package simplejwt

import (
	"fmt"
	"slices"
	"time"

	"authtour/sandbox/database"
	"authtour/sandbox/django"
	"authtour/sandbox/drf"
	"authtour/sandbox/python"
)

const blacklistApp = "rest_framework_simplejwt.token_blacklist"

func blacklistInstalled(req *drf.Request) bool {
	return slices.Contains(req.Settings.InstalledApps, blacklistApp)
}

// canBlacklist tells whether BlacklistMixin has its methods: it defines them only if the app is installed.
func (t *Token) canBlacklist() bool { return blacklistInstalled(t.req) }

// checkBlacklist is BlacklistMixin.check_blacklist.
func (t *Token) checkBlacklist() error {
	jti, err := t.claim(t.req.Settings.JWT.JTIClaim)
	if err != nil {
		return err
	}
	listed, err := isBlacklisted(t.req, jti)
	if err != nil {
		return err
	}
	if listed {
		return &tokenError{"Token is blacklisted"}
	}
	return nil
}

// isBlacklisted is BlacklistedToken.objects.filter(token__jti=jti).exists().
func isBlacklisted(req *drf.Request, jti python.Value) (bool, error) {
	if jti == nil {
		return false, nil // jti IS NULL, which the column cannot be
	}
	text, err := jtiText(jti)
	if err != nil {
		return false, err
	}
	listed, err := req.Site.DB.IsBlacklisted(req.Ctx, req.Trace, text)
	if err != nil {
		return false, fmt.Errorf("look the token up in the blacklist: %w", err)
	}
	req.Trace.Checked("not blacklisted", text, !listed)
	return listed, nil
}

// jtiText is CharField.get_prep_value of the column jti.
func jtiText(jti python.Value) (string, error) {
	if jti == nil {
		return "", django.Crash("IntegrityError", "NOT NULL constraint failed: token_blacklist_outstandingtoken.jti",
			"the token's id is null")
	}
	text, _, err := prepare("jti", jti)
	if err != nil {
		return "", err
	}
	return text.(string), nil //nolint:forcetypeassert // prepare makes a text of all but an id
}

// outstanding is the row that the token would have.
func (t *Token) outstanding() (database.OutstandingToken, error) {
	none := database.OutstandingToken{}
	jti, err := t.claim(t.req.Settings.JWT.JTIClaim)
	if err != nil {
		return none, err
	}
	exp, err := t.claim("exp")
	if err != nil {
		return none, err
	}
	userID, _ := t.payload.Get(t.req.Settings.JWT.UserIDClaim)
	user, _, err := getUser(t.req, userID)
	if err != nil {
		return none, err
	}
	return t.row(jti, exp, user.ID)
}

func (t *Token) row(jti, exp python.Value, userID int64) (database.OutstandingToken, error) {
	row := database.OutstandingToken{UserID: userID, CreatedAt: t.current}
	var err error
	if row.Token, err = t.sign(); err != nil {
		return row, err
	}
	if row.ExpiresAt, err = datetimeFromEpoch(exp); err != nil {
		return row, err
	}
	row.ExpiresAt = row.ExpiresAt.Truncate(time.Microsecond)
	row.JTI, err = jtiText(jti)
	return row, err
}

// createOutstanding is what BlacklistMixin.for_user adds.
func (t *Token) createOutstanding(user *database.User) error {
	jti, _ := t.payload.Get(claimName(t.req.Settings.JWT.JTIClaim))
	exp, _ := t.payload.Get("exp")
	row, err := t.row(jti, exp, user.ID)
	if err != nil {
		return err
	}
	if _, err := t.req.Site.DB.CreateOutstandingToken(t.req.Ctx, t.req.Trace, row); err != nil {
		return fmt.Errorf("keep the outstanding token: %w", err)
	}
	return nil
}

// outstand is BlacklistMixin.outstand: the token's row among the outstanding ones, made if it is not there. Without the
// app there is none.
func (t *Token) outstand() (database.OutstandingToken, error) {
	if !t.canBlacklist() {
		return database.OutstandingToken{}, nil
	}
	row, err := t.outstanding()
	if err != nil {
		return row, err
	}
	row, created, err := t.req.Site.DB.GetOrCreateOutstandingToken(t.req.Ctx, t.req.Trace, row)
	if err != nil {
		return row, fmt.Errorf("keep the outstanding token: %w", err)
	}
	t.req.Trace.Set("outstanding created", python.StrOf(created))
	return row, nil
}

// blacklist is BlacklistMixin.blacklist. Without the app the method does not exist, and its callers go on.
func (t *Token) blacklist() error {
	if !t.canBlacklist() {
		return nil
	}
	row, err := t.outstand()
	if err != nil {
		return err
	}
	_, created, err := t.req.Site.DB.GetOrCreateBlacklistedToken(t.req.Ctx, t.req.Trace, row.ID)
	if err != nil {
		return fmt.Errorf("blacklist the token: %w", err)
	}
	t.req.Trace.Set("blacklisted", python.StrOf(created))
	return nil
}
