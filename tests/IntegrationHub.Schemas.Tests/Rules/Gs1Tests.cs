using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class Gs1Tests
{
    // 4006381333931 and 629104150021(3) are worked examples of GS1 documents; the others stand in published market documents.
    [Theory]
    [InlineData("4006381333931")]
    [InlineData("6291041500213")]
    [InlineData("5790001330552")]
    public void A_right_GLN_is_accepted(string digits) => Assert.True(Gln.TryCreate(digits, out var gln) && gln.Value == digits);

    [Fact]
    public void A_right_GSRN_is_accepted() => Assert.True(Gsrn.TryCreate("571313000000002000", out var gsrn) && gsrn.Value == "571313000000002000");

    [Theory]
    [InlineData("5790001330553", "is 2, not 3")]
    [InlineData("579000133055", "13 digits, this has 12")]
    [InlineData("57900013305X2", "only digits")]
    [InlineData("５790001330552", "only digits")]
    [InlineData(null, "13 digits")]
    public void A_wrong_GLN_is_refused_with_what_is_wrong(string? digits, string says)
    {
        Assert.False(Gln.TryCreate(digits, out _, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_change_of_one_digit_of_a_GSRN_is_noticed()
    {
        var numbers = Gen.Elements("0123456789".ToCharArray()).ArrayOf(17).Select(d => new string(d) + Gs1CheckDigit.Of(d));
        Prop.ForAll(numbers.ToArbitrary(), number =>
        {
            Assert.True(Gsrn.TryCreate(number, out _));
            for (var i = 0; i < number.Length; i++)
            {
                var other = (char)('0' + ((number[i] - '0' + 1) % 10));
                Assert.False(Gsrn.TryCreate(number[..i] + other + number[(i + 1)..], out _));
            }
        }).QuickCheckThrowOnFailure();
    }
}
