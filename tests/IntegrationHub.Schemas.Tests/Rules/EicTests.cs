using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Schemas.Rules;

namespace IntegrationHub.Schemas.Tests.Rules;

public sealed class EicTests
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

    // Codes that ENTSO-E publishes for transmission operators, bidding zones and itself.
    [Theory]
    [InlineData("10XFR-RTE------Q", "10", 'X')]
    [InlineData("10YFR-RTE------C", "10", 'Y')]
    [InlineData("10YBE----------2", "10", 'Y')]
    [InlineData("10YNL----------L", "10", 'Y')]
    [InlineData("10YCZ-CEPS-----N", "10", 'Y')]
    [InlineData("10X1001A1001A450", "10", 'X')]
    [InlineData("10Y1001A1001A91G", "10", 'Y')]
    public void A_published_code_is_accepted_and_taken_apart(string code, string office, char type)
    {
        Assert.True(Eic.TryCreate(code, out var eic));
        Assert.Equal((code, office, type), (eic.Value, eic.IssuingOffice, eic.ObjectType));
    }

    [Theory]
    [InlineData(null, "16 characters, this has 0")]
    [InlineData("", "16 characters, this has 0")]
    [InlineData("10XFR-RTE-----Q", "16 characters, this has 15")]
    [InlineData("10XFR-RTE------q", "only digits, capital letters and hyphens")]
    [InlineData("10XFR RTE------Q", "only digits, capital letters and hyphens")]
    [InlineData("10XFR-RTE------X", "is Q, not X")]
    public void A_wrong_code_is_refused_with_what_is_wrong(string? code, string says)
    {
        Assert.False(Eic.TryCreate(code, out var eic, out var problem));
        Assert.Contains(says, problem, StringComparison.Ordinal);
        Assert.Equal("", eic.Value);
    }

    [Fact]
    public void A_code_whose_check_character_would_be_a_hyphen_is_never_right()
    {
        var prefix = Enumerable.Range(0, 1000).Select(i => $"10X{i:D12}").First(p => Eic.CheckCharacter(p) == '-');
        Assert.DoesNotContain(Alphabet, c => Eic.TryCreate(prefix + c, out _));
    }

    [Fact]
    public void Every_change_of_one_character_and_every_swap_of_neighbours_is_noticed()
    {
        var codes = Gen.Elements(Alphabet.ToCharArray()).ArrayOf(15)
            .Where(prefix => Eic.CheckCharacter(prefix) != '-')
            .Select(prefix => new string(prefix) + Eic.CheckCharacter(prefix));
        Prop.ForAll(codes.ToArbitrary(), code =>
        {
            Assert.True(Eic.TryCreate(code, out _));
            for (var i = 0; i < code.Length; i++)
            {
                var at = i;
                Assert.DoesNotContain(Alphabet.Where(c => c != code[at]), c => Eic.TryCreate(code[..at] + c + code[(at + 1)..], out _));
                if (i + 1 < 15 && code[i] != code[i + 1])
                    Assert.False(Eic.TryCreate(code[..i] + code[i + 1] + code[i] + code[(i + 2)..], out _));
            }
        }).QuickCheckThrowOnFailure();
    }
}
