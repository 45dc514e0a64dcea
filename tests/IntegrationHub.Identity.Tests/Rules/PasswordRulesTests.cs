using IntegrationHub.Identity.Passwords;

namespace IntegrationHub.Identity.Tests.Rules;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short", "PASSWORD_LENGTH")]
    [InlineData("Password1234", "PASSWORD_COMMON")]
    [InlineData("administrator!!", "PASSWORD_COMMON")]
    [InlineData("aaaaaaaaaaaaaa", "PASSWORD_COMMON")]
    [InlineData("zhangwei and more", "PASSWORD_HOLDS_NAME")]
    [InlineData("the name Zhangs too", "PASSWORD_HOLDS_NAME")]
    public void A_weak_password_is_refused_with_its_reason(string password, string code)
    {
        var refused = PasswordRules.Check(password, "zhangwei", "Zhangs Wei");

        Assert.Equal(code, refused!.Code);
        Assert.DoesNotContain(password, refused.Text + refused.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orchard lantern tide")]
    [InlineData("果园灯笼潮汐铜色小提琴山")]
    [InlineData("onlylowercaseletterslong")]
    public void A_long_password_needs_no_classes_of_characters(string password) => Assert.Null(PasswordRules.Check(password, "zhangwei", "Zhang Wei"));

    [Fact]
    public void A_password_longer_than_the_limit_is_refused() => Assert.Equal("PASSWORD_LENGTH", PasswordRules.Check(string.Concat(Enumerable.Repeat("abcdefg ", 17)), "n", "")!.Code);

    [Fact]
    public void A_password_is_right_as_it_was_given_and_no_other()
    {
        var hashing = new PasswordHashing(rounds: 1000);
        var hash = hashing.Hash("orchard lantern tide");

        Assert.True(hashing.Verify(hash, "orchard lantern tide"));
        Assert.False(hashing.Verify(hash, "Orchard lantern tide"));
        Assert.NotEqual(hash, hashing.Hash("orchard lantern tide"));
    }

    [Fact]
    public void Without_an_account_no_password_is_right() => Assert.False(new PasswordHashing(rounds: 1000).Verify(null, "anything at all"));
}
